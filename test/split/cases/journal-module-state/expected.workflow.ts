import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
const settings = {
  tone: 'calm'
};
export const chat = ai.defineFlow({
  name: 'chat',
  durability: 'journal'
});
export const reads = ai.defineFlow({
  name: 'reads',
  durability: 'journal'
});
export const stepped = ai.defineFlow('stepped', async (key: string) => ai.run('put', __durakitCapturedStep('/step/stepped/put', () => ({
  key
}))));
export const clean = ai.defineFlow('clean', async () => settings.tone);
