import { genkit } from 'durakit';

const ai = genkit({});

import { save } from './save';

export const answer = ai.defineFlow('answer', async (input: { question: string; user?: { id: string } }) => {
  const response = await ai.generate(input.question);
  const rows = [1, 2, 3];
  await ai.run('save', async () => save(response.text, response.usage.inputTokens, input.user?.id, rows.length));
  await ai.run('whole', async () => save(rows, rows.length, rows.map((row) => row + 1)));
  return response.text;
});
