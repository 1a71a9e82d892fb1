import { genkit } from 'durakit';

const ai = genkit({});

const PREFIX = 'page';

export const crawl = ai.defineFlow('crawl', async (pages: string[]) => {
  const name = pages.join();
  await ai.run(`page-${pages.length}`, () => pages.length);
  await ai.run(`${PREFIX}/${pages[0]}/${pages[1]}`, () => 1);
  await ai.run('item-' + pages.length, () => 2);
  await ai.run(PREFIX, () => 3);
  await ai.run(name, () => 4);
  await ai.run('same', () => 5);
  await ai.run('same', () => 6);
  await ai.run(name, () => 7);
});
