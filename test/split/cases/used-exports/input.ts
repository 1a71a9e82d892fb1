import { genkit, z } from 'genkit';
import { titleCase } from './title-case';

export const ai = genkit({});
export const Schema = z.object({ a: z.string() });
export const format = (text: string) => titleCase(text);
export const unused = (text: string) => Schema.parse(text);
export const flow = ai.defineFlow({ name: 'flow', inputSchema: Schema }, async (input) => format(input.a));
