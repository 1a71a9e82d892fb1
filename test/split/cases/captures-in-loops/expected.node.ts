__durakitRegisterSteps(); import { genkit } from 'durakit';

const ai = genkit({});

import { work } from './work';

export const loops = ai.defineFlow('loops', async (items: { id: string; parts: number[] }[], _side) => {
  const results: string[] = [];
  for (const [index, item] of items.entries()) {
    for (let part = 0; part < item.parts.length; part++) {
      results.push(await ai.run(`part-${index}-${part}`, async () => work(item.id, part, index)));
    }
  }
  await Promise.all(items.map(({ id: key, ...rest }, position = 0) => ai.run(`item-${key}`, async () => work(key, rest, position))));
  if (results.length > 0) {
    const last = results.at(-1);
    try {
      await ai.run('last', async () => work(last));
    } catch (error) {
      await ai.run('failed', async () => work(error?.message, error?.code));
    }
  }
  return results;
});
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/loops/part-*-*', async ({
    index,
    item,
    part
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => work(item.id, part, index))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/loops/item-*', async ({
    key,
    rest,
    position
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => work(key, rest, position))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/loops/last', async ({
    last
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => work(last))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/loops/failed', async ({
    error
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => work(error?.message, error?.code))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
