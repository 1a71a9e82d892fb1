import { genkit } from 'durakit';

const ai = genkit({});

import { page } from './page';

async function* pages(count: number) {
  for (let index = 0; index < count; index++) {
    yield await ai.run(`page-${index}`, async () => page(index));
  }
}

export const stream = ai.defineFlow('stream', async function* (count: number, { sendChunk }) {
  for await (const text of pages(count)) {
    sendChunk(await ai.run('format', async () => text.trim()));
    yield text;
  }
  return count;
});
