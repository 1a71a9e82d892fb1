import { genkit } from 'genkit';

export default genkit({});
