import { genkit } from 'durakit';

const ai = genkit({});

import { readFileSync } from 'fs';
import axios from 'axios';
import { randomUUID } from 'node:crypto';

export const file = ai.defineFlow('file', async (path: string) => {
  const text = readFileSync(path, 'utf8');
  return ai.run('upper', async () => text.toUpperCase());
});
export const network = ai.defineFlow({ name: 'network' }, async (url: string) => (await axios.get(url)).data + randomUUID());
export const globals = ai.defineFlow('globals', async () => {
  const response = await fetch(process.env.URL ?? '');
  setInterval(() => {}, 1000);
  return [response.status, __dirname, import.meta.url, structuredClone({})];
});
export const clean = ai.defineFlow('clean', async () => {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return [Date.now(), Math.random()];
});
