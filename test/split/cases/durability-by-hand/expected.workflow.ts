import { genkit } from 'durakit';
const ai = genkit();
import { readFileSync } from 'node:fs';
export const forced = ai.defineFlow({
  name: 'forced',
  durability: 'workflow'
}, async (path: string) => readFileSync(path, 'utf8'));
export const chosen = ai.defineFlow({
  name: 'chosen',
  durability: 'journal'
});
const config = {
  name: 'configured'
};
export const configured = ai.defineFlow({
  ...config,
  durability: 'journal'
});
