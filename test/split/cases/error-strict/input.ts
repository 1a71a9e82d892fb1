import { genkit } from 'genkit';
import { readFileSync } from 'node:fs';

const ai = genkit({ strict: true });

export const flow = ai.defineFlow('flow', async (path: string) => {
  const list: string[] = [];
  await ai.run('push', async () => list.push(path));
  return readFileSync(path, 'utf8');
});
