__durakitRegisterSteps(); import './tools';
import './plain';
import { getUser } from './tools.js';
import { register } from './register';
import { text } from './plain';
import { ai } from './ai';

register(ai);

export const flow = ai.defineFlow('flow', async () => {
  return ai.run('direct', async () => getUser(text));
});
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/flow/direct', async (__durakitCaptured, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => getUser(text))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
