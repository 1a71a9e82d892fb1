__durakitRegisterSteps(); import * as kit from 'genkit';

const original = kit.genkit({});
const alias = original;
const app = { alias };

export const first = app.alias.defineFlow('first', async (input: { id: number }) => alias.run('square', () => input.id ** 2));
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/first/square', async ({
    input
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (() => input.id ** 2)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
