import { genkit } from 'durakit';

const ai = genkit({});

import { pure, reads } from './handlers';

async function handle(text: string, { sendChunk }) {
  return ai.run('send', async () => sendChunk(text));
}

export const local = ai.defineFlow('local', handle);
export const imported = ai.defineFlow('imported', pure);
export const journaled = ai.defineFlow('journaled', reads);
