__durakitRegisterSteps(); import { genkit } from 'durakit';

const ai = genkit({});

import { lookUp } from './look-up';

export const flow = ai.defineFlow('flow', async (input: { ids: string[] }, side) => {
  const found = await ai.run('look-up', input.ids, async (ids) => lookUp(ids, side.context));
  const named = await ai.run('named', lookUp);
  const member = await ai.run('member', input.ids[0], lookUp.one);
  return { found, named, member };
});
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/flow/look-up', async (__durakitCaptured, {
    sideChannel: side
  }, ...__durakitArguments) => {
    const __durakitResult = await (async ids => lookUp(ids, side.context))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/flow/named', async (__durakitCaptured, {}, ...__durakitArguments) => {
    const __durakitResult = await lookUp(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/flow/member', async (__durakitCaptured, {}, ...__durakitArguments) => {
    const __durakitResult = await lookUp.one(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
