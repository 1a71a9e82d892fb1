import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
export const loops = ai.defineFlow('loops', async (items: {
  id: string;
  parts: number[];
}[], _side) => {
  const results: string[] = [];
  for (const [index, item] of items.entries()) {
    for (let part = 0; part < item.parts.length; part++) {
      results.push(await ai.run(`part-${index}-${part}`, __durakitCapturedStep('/step/loops/part-*-*', () => ({
        index,
        item: item == null ? item : {
          id: item.id
        },
        part
      }))));
    }
  }
  await Promise.all(items.map(({
    id: key,
    ...rest
  }, position = 0) => ai.run(`item-${key}`, __durakitCapturedStep('/step/loops/item-*', () => ({
    key,
    rest,
    position
  })))));
  if (results.length > 0) {
    const last = results.at(-1);
    try {
      await ai.run('last', __durakitCapturedStep('/step/loops/last', () => ({
        last
      })));
    } catch (error) {
      await ai.run('failed', __durakitCapturedStep('/step/loops/failed', () => ({
        error: error == null ? error : {
          message: error.message,
          code: error.code
        }
      })));
    }
  }
  return results;
});
