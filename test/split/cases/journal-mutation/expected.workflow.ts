import { genkit } from 'durakit';
const ai = genkit();
export const list = ai.defineFlow({
  name: 'list',
  durability: 'journal'
});
