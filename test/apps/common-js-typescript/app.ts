import path from 'node:path';
import { genkit } from 'genkit';
import settings = require('./data/settings.json');
import { helper } from './happy-theme';

const ai = genkit({});
const plain = require('./plain');

export const main = ai.defineFlow('main', async (theme: string) => {
  const helped = await helper(ai, theme);
  return ai.run('end', async () => `${helped} ${settings.x} ${plain.name} ${path.basename(__dirname)}`);
});

if (import.meta.main) void main('pirate').then(console.log);
