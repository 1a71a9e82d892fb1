import { durakit } from 'durakit';

/** The flow under test: N steps, one after the other. */
const ai = durakit({ name: 'bench' });

const tick = ai.defineStep('tick', (index: number) => ({ index, text: 'a small result of a step' }));

export const steps = ai.defineFlow('steps', async (count: number) => {
  let last = -1;
  for (let index = 0; index < count; index++) last = (await tick(index)).index;
  return last;
});
