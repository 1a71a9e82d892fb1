import { durakit, z } from 'durakit';

const ai = durakit({ name: 'slice', steps: { retry: { maxAttempts: 1 } } });

const model = ai.defineModel({ name: 'slice', supports: { tools: true } }, async (request) => {
  const responses = request.messages.flatMap(({ content }) => content.flatMap((part) => ('toolResponse' in part ? [part.toolResponse.output] : [])));
  const content =
    responses.length > 0
      ? [{ text: `done: ${JSON.stringify(responses)}` }]
      : [
          { toolRequest: { name: 'add', ref: '1', input: { left: 1, right: 2 } } },
          { toolRequest: { name: 'ask', ref: '2', input: { question: 'ok?' } } },
        ];
  return { message: { role: 'model' as const, content }, finishReason: 'stop' as const, usage: { inputTokens: 3, outputTokens: 2 } };
});
const add = ai.defineTool(
  { name: 'add', description: 'adds', inputSchema: z.object({ left: z.number(), right: z.number() }), outputSchema: z.number() },
  async ({ left, right }) => left + right,
);
const ask = ai.defineInterrupt({ name: 'ask', description: 'asks', inputSchema: z.object({ question: z.string() }), outputSchema: z.object({ yes: z.boolean() }) });

export const approve = ai.defineFlow('approve', async () => {
  const first = await ai.generate({ model, prompt: 'go', tools: [add, ask] });
  const resume = await ai.waitForReply(first.interrupts, { timeout: '1h' });
  const second = await ai.generate({ model, messages: first.messages, tools: [add, ask], resume });
  return { text: second.text, reason: first.finishReason, usage: second.usage };
});
