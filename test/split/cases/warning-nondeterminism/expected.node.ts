__durakitRegisterSteps(); import { genkit } from 'durakit';

const ai = genkit({});

import { work } from './work';

export const flow = ai.defineFlow('flow', async (input: Record<string, string>) => {
  const first = await Promise.race([ai.run('a', async () => work(1)), ai.run('b', async () => work(2))]);
  for (const key in input) await ai.run(`key-${key}`, async () => work(key));
  for (const [key, value] of Object.entries(input)) await ai.run(`entry-${key}`, async () => work(value));
  for (const key of Object.keys(input)) console.log(key);
  return first;
});
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/flow/a', async (__durakitCaptured, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => work(1))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/flow/b', async (__durakitCaptured, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => work(2))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/flow/key-*', async ({
    key
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => work(key))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/flow/entry-*', async ({
    value
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => work(value))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
