import { genkit } from 'durakit';

const ai = genkit({});

import { lookUp } from './look-up';

export const flow = ai.defineFlow('flow', async (input: { ids: string[] }, side) => {
  const found = await ai.run('look-up', input.ids, async (ids) => lookUp(ids, side.context));
  const named = await ai.run('named', lookUp);
  const member = await ai.run('member', input.ids[0], lookUp.one);
  return { found, named, member };
});
