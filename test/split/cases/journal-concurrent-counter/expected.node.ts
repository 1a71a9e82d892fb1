import { genkit } from 'durakit';

const ai = genkit({});

import { work } from './work';

export const parallel = ai.defineFlow('parallel', async (items: string[]) => {
  let done = 0;
  await Promise.all(
    items.map((item) =>
      ai.run(`work-${item}`, __durakitJournaledStep(async () => {
        await work(item);
        done++;
      }, { changed: () => ({ done }), passed: () => ({ item }), write: (__durakitWritten) => { ({ done } = __durakitWritten); } })),
    ),
  );
  return done;
});
import { journaledStep as __durakitJournaledStep } from 'durakit/split-runtime';
