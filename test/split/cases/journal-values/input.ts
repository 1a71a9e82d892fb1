import { genkit } from 'durakit';

const ai = genkit({});

import { use } from './use';

export const flow = ai.defineFlow('flow', async (input: string) => {
  const seen = new Set([input]);
  const pattern = /a+/;
  const big = 10n;
  return ai.run('use', async () => use(seen, pattern, big));
});
