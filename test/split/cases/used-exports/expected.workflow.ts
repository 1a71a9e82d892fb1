import { genkit } from 'genkit';
import { titleCase } from './title-case';
export const ai = genkit();
export const format = (text: string) => titleCase(text);
export const flow = ai.defineFlow({
  name: 'flow'
}, async input => format(input.a));
