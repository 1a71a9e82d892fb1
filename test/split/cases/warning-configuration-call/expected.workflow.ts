import { genkit } from 'durakit';
const ai = genkit();
import { configure } from './configure';
export const flow = ai.defineFlow(configure('x'), async () => 1);
