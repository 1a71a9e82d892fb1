import { genkit } from 'durakit';

const ai = genkit({});


export const flow = ai.defineFlow('flow', async () => {
  const a = ;
  return a b;
});
