import { genkit } from 'durakit';

const ai = genkit({});


export const flow = ai.defineFlow('flow', async () => fetch('https://example.com'));
export const byHand = ai.defineFlow({ name: 'by-hand', durability: 'journal' }, async () => fetch('https://example.com'));
