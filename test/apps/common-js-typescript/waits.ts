import { genkit } from 'genkit';
import { helper } from './happy-theme';

const ai = genkit({});

export const main = ai.defineFlow('main', async (theme: string) => helper(ai, theme));

if (import.meta.main) console.log(await main('pirate'));
