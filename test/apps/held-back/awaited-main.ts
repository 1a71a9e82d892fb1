import { durakit } from 'durakit';

const ai = durakit({ name: 'awaited-main' });

export const menu = ai.defineFlow('menu', async (theme: string) => `a ${theme} menu`);

async function main(): Promise<void> {
  const [first, second] = await Promise.all([menu('pirate'), menu.run('space')]);
  console.log(`ran: ${JSON.stringify([first, second.result])}`);
}

await main().catch(console.error);
console.log('done');
export const drinks = ai.defineFlow('drinks', async () => 'rum');
