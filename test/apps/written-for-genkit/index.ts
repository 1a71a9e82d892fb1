import { genkit, z } from 'genkit';
import { mark } from '../mark.js';

enum Mood {
  Happy = 'happy',
}

const ai = genkit({ model: 'dice' });

ai.defineModel({ name: 'dice', supports: { multiturn: true } }, async (request) => {
  const text = request.messages.at(-1)?.content[0]?.text ?? '';
  const log = /log (\S+)/.exec(text)?.[1] ?? '';
  await mark(log, 'model');
  return { message: { role: 'model', content: [{ text: `rolled ${text.length > 0}` }] }, finishReason: 'stop' };
});

export const main = ai.defineFlow(
  { name: 'main', inputSchema: z.object({ log: z.string() }), outputSchema: z.object({ mood: z.string(), text: z.string() }) },
  async ({ log }) => {
    await ai.run('warm up', async () => mark(log, 'warm up'));
    const { text } = await ai.generate(`Roll the dice for log ${log}`);
    return { mood: Mood.Happy, text };
  },
);
