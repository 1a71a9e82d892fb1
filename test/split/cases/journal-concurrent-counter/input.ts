import { genkit } from 'durakit';

const ai = genkit({});

import { work } from './work';

export const parallel = ai.defineFlow('parallel', async (items: string[]) => {
  let done = 0;
  await Promise.all(
    items.map((item) =>
      ai.run(`work-${item}`, async () => {
        await work(item);
        done++;
      }),
    ),
  );
  return done;
});
