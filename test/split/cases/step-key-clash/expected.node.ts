__durakitRegisterSteps(); import { ai } from './ai';
import { load as loadOther } from './other';
import { recipe } from './zoo';

export async function load(id: string) {
  const first = await ai.run('fetch', async () => id);
  const second = await ai.run('fetch', async () => first);
  return ai.run('only here', async () => second);
}

export async function recipes(id: string) {
  return ai.run('fetch', async () => id);
}

async function hidden(id: string) {
  return ai.run('fetch', async () => id);
}

export const flow = ai.defineFlow('other', async (id: string) => [
  await ai.run('fetch', async () => id),
  await load(id),
  await loadOther(id),
  await hidden(id),
  await recipe(id),
]);
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/app#load/fetch', async ({
    id
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => id)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/app#load/fetch#2', async ({
    first
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => first)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/load/only here', async ({
    second
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => second)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/app#recipes/fetch', async ({
    id
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => id)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/app/fetch', async ({
    id
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => id)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/other/fetch', async ({
    id
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => id)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
