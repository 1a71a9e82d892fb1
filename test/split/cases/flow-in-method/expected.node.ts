__durakitRegisterSteps(); import { genkit } from 'durakit';

const ai = genkit({});

import { work } from './work';

class Runner {
  async execute(this: Runner, input: string, options = { depth: 1 }) {
    const { depth } = options;
    return ai.run('deep', __durakitJournaledStep(async function deep() {
      return work(input, depth, this);
    }, { passed: () => ({ depth }) }));
  }
}

const runner = new Runner();
export const flow = ai.defineFlow('flow', async (input: string) => runner.execute(input));
import { registerStep as __durakitRegisterStep, journaledStep as __durakitJournaledStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/Runner.execute/deep', async ({
    input,
    depth
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await async function deep() {
      return work(input, depth, this);
    }(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
