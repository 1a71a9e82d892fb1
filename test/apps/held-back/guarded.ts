import { durakit } from 'durakit';

const ai = durakit({ name: 'guarded' });

export const menu = ai.defineFlow('menu', async (theme: string) => {
  return ai.run('cook', async () => `a ${theme} menu`);
});

if (import.meta.main) {
  console.log(`ran: ${await menu('pirate')}`);
}
