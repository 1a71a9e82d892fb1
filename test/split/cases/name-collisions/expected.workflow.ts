import { capturedStep as __durakit_CapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
export const flow = ai.defineFlow('flow', async (input: string, {
  sendChunk,
  context: {
    auth
  }
}) => {
  const result = input;
  const writes = input;
  return ai.run('work', __durakit_CapturedStep('/step/flow/work', () => ({
    result,
    writes
  })));
});
