__durakitRegisterSteps(); import { genkit } from 'genkit';

let instance;
function getAi() {
  return (instance ??= genkit({}));
}

const lazy = () => getAi();

export const flow = lazy().defineFlow('lazy', async (x: number) => getAi().run('double', () => x * 2));
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/lazy/double', async ({
    x
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (() => x * 2)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
