import { durakit, z } from 'durakit';

/** One turn with many calls of a tool whose results have 2.5 kB: 300 of them are about 200,000 tokens. */
const ai = durakit({ name: 'bench-conversation' });

const RESULT_BYTES = 2_500;

/** Does not compress to nothing. */
function makeText(length: number): string {
  return Array.from({ length: Math.ceil(length / 11) }, () => Math.random().toString(36).slice(2, 13).padEnd(11, 'x'))
    .join('')
    .slice(0, length);
}

const reader = ai.defineModel({ name: 'reader', supports: { tools: true } }, async ({ messages }) => {
  const [prompt] = messages[0]?.content ?? [];
  const wanted = Number(prompt && 'text' in prompt ? prompt.text : 0);
  const calls = messages.filter(({ role }) => role === 'tool').length;
  const answer = { asked: messages.length, bytes: JSON.stringify(messages).length };
  const content =
    calls >= wanted
      ? [{ text: JSON.stringify(answer) }]
      : [{ text: `I read page ${calls} next.` }, { toolRequest: { name: 'readPage', ref: `call-${calls}`, input: { page: calls } } }];
  return {
    message: { role: 'model', content },
    finishReason: 'stop',
    usage: { inputTokens: Math.round(answer.bytes / 4), outputTokens: 20 },
  };
});

const readPage = ai.defineTool(
  { name: 'readPage', description: 'reads a page', inputSchema: z.object({ page: z.number() }) },
  async ({ page }) => `${page}: ${makeText(RESULT_BYTES)}`,
);

/** The last answer: with how many messages and bytes the model was asked. */
export const readPages = ai.defineFlow('readPages', async (calls: number) => {
  const { text } = await ai.generate({ model: reader, prompt: String(calls), tools: [readPage], maxTurns: calls });
  return text;
});
