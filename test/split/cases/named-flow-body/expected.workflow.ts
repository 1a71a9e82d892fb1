import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
import { pure } from './handlers';
async function handle(text: string, {
  sendChunk
}) {
  return ai.run('send', __durakitCapturedStep('/step/local/send', () => ({
    text
  })));
}
export const local = ai.defineFlow('local', handle);
export const imported = ai.defineFlow('imported', pure);
export const journaled = ai.defineFlow({
  name: 'journaled',
  durability: 'journal'
});
