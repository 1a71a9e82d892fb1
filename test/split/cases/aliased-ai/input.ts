import * as kit from 'genkit';

const original = kit.genkit({});
const alias = original;
const app = { alias };

export const first = app.alias.defineFlow('first', async (input: { id: number }) => alias.run('square', () => input.id ** 2));
