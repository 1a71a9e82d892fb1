import { durakit } from 'durakit';

const ai = durakit({ name: 'floating' });

export const menu = ai.defineFlow('menu', async (theme: string) => `a ${theme} menu`);

menu('pirate').then((text) => console.log(`ran: ${text}`));

export const drinks = ai.defineFlow('drinks', async () => 'rum');
