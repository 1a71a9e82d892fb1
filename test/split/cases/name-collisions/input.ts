import { genkit } from 'durakit';

const ai = genkit({});


const __durakitArguments = 1;

export const flow = ai.defineFlow('flow', async (input: string, { sendChunk, context: { auth } }) => {
  const result = input;
  const writes = input;
  return ai.run('work', async () => [result, writes, __durakitArguments, auth, sendChunk]);
});
