import { durakit } from 'durakit';
import { mark } from '../mark.js';

const ai = durakit({ name: 'counters' });

export const main = ai.defineFlow('main', async ({ log }: { log: string }) => {
  let total = 0;
  let last = 'none';
  for (const amount of [1, 2, 3]) {
    await ai.run(`add-${amount}`, async () => {
      await mark(log, `add-${amount}`);
      total += amount;
      last = `added ${amount}`;
    });
  }
  return { total, last };
});
