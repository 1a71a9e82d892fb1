import { genkit } from 'durakit';

const ai = genkit({});

import { use } from './use';

export const flow = ai.defineFlow('flow', async (input: string) => {
  const seen = new Set([input]);
  const pattern = /a+/;
  const big = 10n;
  return ai.run('use', __durakitJournaledStep(async () => use(seen, pattern, big), { passed: () => ({ seen, pattern }) }));
});
import { journaledStep as __durakitJournaledStep } from 'durakit/split-runtime';
