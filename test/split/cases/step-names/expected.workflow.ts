import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
const PREFIX = 'page';
export const crawl = ai.defineFlow('crawl', async (pages: string[]) => {
  const name = pages.join();
  await ai.run(`page-${pages.length}`, __durakitCapturedStep('/step/crawl/page-*', () => ({
    pages: pages == null ? pages : {
      length: pages.length
    }
  })));
  await ai.run(`${PREFIX}/${pages[0]}/${pages[1]}`, __durakitCapturedStep('/step/crawl/page/*/*', () => ({})));
  await ai.run('item-' + pages.length, __durakitCapturedStep('/step/crawl/item-*', () => ({})));
  await ai.run(PREFIX, __durakitCapturedStep('/step/crawl/page', () => ({})));
  await ai.run(name, __durakitCapturedStep('/step/crawl/*', () => ({})));
  await ai.run('same', __durakitCapturedStep('/step/crawl/same', () => ({})));
  await ai.run('same', __durakitCapturedStep('/step/crawl/same#2', () => ({})));
  await ai.run(name, __durakitCapturedStep('/step/crawl/*#2', () => ({})));
});
