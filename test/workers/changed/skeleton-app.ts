import { durakit, z } from 'durakit';

/** The flow `threeSteps` of `skeleton-app.ts` after a careless change: its second and third step have changed places. */
const ai = durakit({ name: 'skeleton', context: { app: 'skeleton' } });

const first = ai.defineStep('first', (_file: string) => 1);
const second = ai.defineStep('second', (_file: string) => 2, { heartbeat: '2s' });
const third = ai.defineStep('third', (_file: string) => 3);

export const threeSteps = ai.defineFlow({ name: 'threeSteps', inputSchema: z.object({ file: z.string() }) }, async ({ file }) => {
  return [await first(file), await third(file), await second(file)];
});
