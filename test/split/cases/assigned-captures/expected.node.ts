__durakitRegisterSteps(); import { genkit } from 'durakit';

const ai = genkit({});

import { next } from './next';

export const count = ai.defineFlow('count', async (limit: number) => {
  let total = 0;
  let [first, second] = [0, 0];
  let state = 'new';
  while (total < limit) {
    await ai.run('add', async () => {
      total += await next();
      ({ state } = { state: 'running' });
      [first, second] = [second, total];
    });
  }
  return { total, state, first, second };
});
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/count/add', async ({
    total,
    first,
    second,
    state
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => {
      total += await next();
      ({
        state
      } = {
        state: 'running'
      });
      [first, second] = [second, total];
    })(...__durakitArguments);
    return {
      result: __durakitResult,
      writes: {
        total,
        first,
        second,
        state
      }
    };
  });
}
