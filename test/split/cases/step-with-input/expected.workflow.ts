import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
export const flow = ai.defineFlow('flow', async (input: {
  ids: string[];
}, side) => {
  const found = await ai.run('look-up', input.ids, __durakitCapturedStep('/step/flow/look-up', () => ({})));
  const named = await ai.run('named', __durakitCapturedStep('/step/flow/named', () => ({})));
  const member = await ai.run('member', input.ids[0], __durakitCapturedStep('/step/flow/member', () => ({})));
  return {
    found,
    named,
    member
  };
});
