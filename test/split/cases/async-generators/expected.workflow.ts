import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
async function* pages(count: number) {
  for (let index = 0; index < count; index++) {
    yield await ai.run(`page-${index}`, __durakitCapturedStep('/step/app/page-*', () => ({
      index
    })));
  }
}
export const stream = ai.defineFlow('stream', async function* (count: number, {
  sendChunk
}) {
  for await (const text of pages(count)) {
    sendChunk(await ai.run('format', __durakitCapturedStep('/step/stream/format', () => ({
      text
    }))));
    yield text;
  }
  return count;
});
