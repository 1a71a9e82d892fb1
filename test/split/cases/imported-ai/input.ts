import { readFile } from 'node:fs/promises';
import { ai as app } from './ai.ts';

export const summary = app.defineFlow('summary', async (path: string) => {
  const text = await app.run('read', () => readFile(path, 'utf8'));
  return (await app.generate(text)).text;
});
