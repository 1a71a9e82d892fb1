import { setTimeout as delay } from 'node:timers/promises';
import { durakit } from 'durakit';

const ai = durakit({ name: 'main-function' });

export const menu = ai.defineFlow('menu', async (theme: string) => `a ${theme} menu`);

async function main(): Promise<void> {
  await delay(1);
  console.log(`ran: ${await menu('pirate')}`);
  process.exit(3);
}

main();

export const drinks = ai.defineFlow('drinks', async () => 'rum');
