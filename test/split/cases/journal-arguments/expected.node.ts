import { genkit } from 'durakit';

const ai = genkit({});


export const flow = ai.defineFlow('flow', async function () {
  return ai.run('all', async () => [...arguments].length + (new.target === undefined ? 0 : 1));
});
