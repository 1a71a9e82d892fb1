import { durakit } from 'durakit';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { mark } from '../mark.js';

const ai = durakit({ name: 'io-in-flow' });

export const main = ai.defineFlow('main', async ({ log }: { log: string }) => {
  const greeting = readFileSync(path.join(import.meta.dirname, 'greeting.txt'), 'utf8').trim();
  const name = await ai.run('name', async () => {
    await mark(log, 'name');
    return process.env.NOBODY ?? 'Ada';
  });
  const text = `${greeting} ${name}`;
  await new Promise((resolve) => setTimeout(resolve, 5));
  const length = await ai.run('measure', async () => {
    await mark(log, 'measure');
    return text.length;
  });
  return { text, length, home: process.env.HOME !== undefined };
});
