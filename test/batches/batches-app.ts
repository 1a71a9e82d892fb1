import { durakit, z } from 'durakit';
import { openAI } from 'durakit/openai';
import type { BatchState } from 'durakit/plugin';

const openai = openAI({ baseURL: `${process.env['VENDOR_URL']}/v1`, apiKey: 'key-of-the-batches' });
const { batch } = openai;

/** Looked at more often than the vendor would like. */
const hurry = <T extends BatchState | undefined>(state: T): T => (state === undefined ? state : { ...state, retryAfterMs: 50 });

const ai = durakit({
  steps: { heartbeat: '1s' },
  models: { streaming: false },
  plugins: [
    {
      ...openai,
      ...(batch !== undefined && {
        batch: {
          ...batch,
          submit: async (requests, surroundings) => hurry(await batch.submit(requests, surroundings)),
          check: async (id, surroundings) => hurry(await batch.check(id, surroundings)),
          find: async (key, surroundings) => hurry(await batch.find?.(key, surroundings)),
        },
      }),
    },
  ],
});

const model = openAI.model('gpt-5-mini');
const plain = ai.defineModel({ name: 'plain' }, async () => ({ message: { role: 'model', content: [{ text: 'hi' }] } }));

const weather = ai.defineTool(
  { name: 'weather', description: 'The weather', inputSchema: z.object({ city: z.string() }) },
  async ({ city }) => {
    return `sun in ${city}`;
  },
);

const Question = z.object({
  prompt: z.string(),
  window: z.number(),
  size: z.number(),
  within: z.number(),
});

export const ask = ai.defineFlow({ name: 'ask', inputSchema: Question }, async ({ prompt, ...batch }) => {
  const { text, usage } = await ai.generate({ model, prompt, batch });
  return { text, tokens: usage.totalTokens };
});

export const askWithTool = ai.defineFlow({ name: 'askWithTool', inputSchema: Question }, async ({ prompt, ...batch }) => {
  const { text, usage } = await ai.generate({ model, prompt, tools: [weather], batch });
  return { text, tokens: usage.totalTokens };
});

export const askPlain = ai.defineFlow({ name: 'askPlain' }, async () => {
  const { text } = await ai.generate({ model: plain, prompt: 'hello', batch: { within: '1h' } });
  return text;
});
