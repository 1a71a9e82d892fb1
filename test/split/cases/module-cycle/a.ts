import { genkit } from 'genkit';
export const ai = genkit({});
export { second } from './b';
