import { genkit } from 'durakit';
const ai = genkit();
export const parallel = ai.defineFlow({
  name: 'parallel',
  durability: 'journal'
});
