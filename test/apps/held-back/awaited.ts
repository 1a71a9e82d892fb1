import { setTimeout as delay } from 'node:timers/promises';
import { durakit } from 'durakit';

const ai = durakit({ name: 'awaited' });

export const menu = ai.defineFlow('menu', async (theme: string) => `a ${theme} menu`);

await delay(1);
const { length }: { length: number } = await menu('pirate');
const message = `ran: ${length.toFixed()}`;
console.log(message);
if (length > 0) process.exit(3);

export const drinks = ai.defineFlow('drinks', async () => ai.run('pour', async () => 'rum'));
ai.defineFlow('unnamed', async () => 'exists');
