import { genkit } from 'durakit';

const ai = genkit({});

import { use } from './use';

export const flow = ai.defineFlow('flow', async (name: string) => {
  const { load } = await import('./loader');
  const other = await import(name);
  return use(load, other);
});
export const bound = ai.defineFlow('bound', use.bind(null));
