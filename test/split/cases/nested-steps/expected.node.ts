__durakitRegisterSteps(); import { genkit } from 'durakit';

const ai = genkit({});

import { work } from './work';

export const flow = ai.defineFlow('flow', async (input: string) => {
  return ai.run('outer', async () => {
    const first = await ai.run('inner', async () => work(input));
    return ai.run('inner', async () => work(first));
  });
});
export const tool = ai.defineTool({ name: 'tool', description: 'a tool' }, async (input) => ai.run('in-tool', async () => work(input)));
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/flow/outer', async ({
    input
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => {
      const first = await ai.run('inner', async () => work(input));
      return ai.run('inner', async () => work(first));
    })(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
