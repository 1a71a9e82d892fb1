import { durakit } from 'durakit';
import { mark } from '../mark.js';

const ai = durakit({ name: 'dynamic-names' });

export const main = ai.defineFlow('main', async ({ log }: { log: string }) => {
  const pages = await Promise.all(
    [1, 2, 3].map((page) =>
      ai.run(`page-${page}`, async () => {
        await mark(log, `page-${page}`);
        return page * 10;
      }),
    ),
  );
  const results: string[] = [];
  for (const [index, page] of pages.entries()) {
    results.push(await ai.run(`render-${index}`, async () => {
      await mark(log, `render-${index}`);
      return `${index}:${page}`;
    }));
  }
  return results;
});
