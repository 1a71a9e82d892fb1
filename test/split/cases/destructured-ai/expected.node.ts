__durakitRegisterSteps(); import { genkit } from 'durakit';
import { connect } from './database';

const { run, defineTool: dt, defineFlow } = genkit({});

dt({ name: 'lookUp', description: 'finds a row' }, async (id) => connect().find(id));

export const lookUp = defineFlow({ name: 'look-up' }, async (id: string) => {
  return run('find', async () => connect().find(id));
});
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/look-up/find', async ({
    id
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => connect().find(id))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
