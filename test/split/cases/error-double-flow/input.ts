import { genkit } from 'durakit';

const ai = genkit({});


export const one = ai.defineFlow('same', async () => 1);
export const two = ai.defineFlow({ name: 'same' }, async () => 2);
