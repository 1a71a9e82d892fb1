import { genkit, z } from 'genkit';
import { readFileSync } from 'node:fs';

const ai = genkit({ model: 'dice' });

ai.defineModel({ name: 'dice' }, async (request) => ({
  message: { role: 'model', content: [{ text: `rolled for ${request.messages.length}` }] },
  finishReason: 'stop',
}));

enum Mood { Happy = 'happy' }

export const greet = ai.defineFlow(
  { name: 'greet', inputSchema: z.object({ name: z.string() }), outputSchema: z.string() },
  async ({ name }) => {
    const size = await ai.run('read', async () => readFileSync(process.argv[1]!, 'utf8').length > 0);
    const { text } = await ai.generate(`Roll for ${name}`);
    return `${name} ${Mood.Happy} ${size} ${text}`;
  },
);
