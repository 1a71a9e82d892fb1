import { durakit } from 'durakit';

const ai = durakit({ name: 'awaited-later' });

export const menu = ai.defineFlow('menu', async (theme: string) => `a ${theme} menu`);

const pending = menu('pirate');
console.log(`ran: ${await pending}`);

export const drinks = ai.defineFlow('drinks', async () => 'rum');
