import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
export const flow = ai.defineFlow('flow', async (input: Record<string, string>) => {
  const first = await Promise.race([ai.run('a', __durakitCapturedStep('/step/flow/a', () => ({}))), ai.run('b', __durakitCapturedStep('/step/flow/b', () => ({})))]);
  for (const key in input) await ai.run(`key-${key}`, __durakitCapturedStep('/step/flow/key-*', () => ({
    key
  })));
  for (const [key, value] of Object.entries(input)) await ai.run(`entry-${key}`, __durakitCapturedStep('/step/flow/entry-*', () => ({
    value
  })));
  for (const key of Object.keys(input)) console.log(key);
  return first;
});
