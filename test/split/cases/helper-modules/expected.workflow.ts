import { genkit } from 'durakit';
const ai = genkit();
import * as steps from './steps';
import { load } from './steps';
export const sandboxed = ai.defineFlow('sandboxed', async (path: string) => [await load(ai, path), await steps.load(ai, path)]);
export const journaled = ai.defineFlow({
  name: 'journaled',
  durability: 'journal'
});
export const namespaced = ai.defineFlow({
  name: 'namespaced',
  durability: 'journal'
});
