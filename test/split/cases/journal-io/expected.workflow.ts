import { genkit } from 'durakit';
const ai = genkit();
export const file = ai.defineFlow({
  name: 'file',
  durability: 'journal'
});
export const network = ai.defineFlow({
  name: 'network',
  durability: 'journal'
});
export const globals = ai.defineFlow({
  name: 'globals',
  durability: 'journal'
});
export const clean = ai.defineFlow('clean', async () => {
  await new Promise(resolve => setTimeout(resolve, 1000));
  return [Date.now(), Math.random()];
});
