import { durakit } from 'durakit';

const ai = durakit({ name: 'awaited-stream' });

export const menu = ai.defineFlow('menu', async (theme: string, { sendChunk }) => {
  sendChunk('one');
  return `a ${theme} menu`;
});

for await (const chunk of menu.stream('pirate').stream) console.log(`ran: ${chunk}`);

export const drinks = ai.defineFlow('drinks', async () => 'rum');
