import { genkit } from 'durakit';

const ai = genkit({});

import { helper } from 'some-package';

export const flow = ai.defineFlow('flow', async (text: string) => helper(ai, text));
export const clean = ai.defineFlow('clean', async (text: string) => helper(text));
