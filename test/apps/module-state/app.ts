import { durakit } from 'durakit';
import { mark } from '../mark.js';

const ai = durakit({ name: 'module-state' });

const history: string[] = [];

export const main = ai.defineFlow('main', async ({ log }: { log: string }) => {
  const seen: string[] = [];
  history.length = 0;
  for (const word of ['one', 'two']) {
    await ai.run(word, async () => {
      await mark(log, word);
      seen.push(word);
    });
    history.push(`${word} (${seen.length})`);
  }
  return { history: [...history], seen };
});
