import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
export const count = ai.defineFlow('count', async (limit: number) => {
  let total = 0;
  let [first, second] = [0, 0];
  let state = 'new';
  while (total < limit) {
    await ai.run('add', __durakitCapturedStep('/step/count/add', () => ({
      total,
      first,
      second,
      state
    }), __durakitWritten => {
      ({
        total,
        first,
        second,
        state
      } = __durakitWritten);
    }));
  }
  return {
    total,
    state,
    first,
    second
  };
});
