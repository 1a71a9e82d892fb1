import { anthropic } from 'durakit/anthropic';
import { ollama } from 'durakit/ollama';
import { openAICompatible } from 'durakit/openai-compatible';
import { durakit, fallback, z } from 'durakit';

const url = process.env['FAULT_SERVER'] ?? '';

/** Three vendors, all of them the fault server. */
const ai = durakit({
  name: 'fallback',
  plugins: [
    openAICompatible({ name: 'gpt', baseURL: `${url}/v1`, apiKey: 'key' }),
    anthropic({ apiKey: 'key', baseURL: url }),
    ollama({ serverAddress: url }),
  ],
  steps: { heartbeat: '1s', retry: { initialInterval: 20, maxInterval: 40 } },
});

const inputSchema = z.object({
  models: z.array(z.string()),
  maxWait: z.number().default(1_000),
  cooldown: z.number().default(0),
  maxAttempts: z.number().default(2),
});

/** Asks the first that answers. */
export const askAny = ai.defineFlow({ name: 'askAny', inputSchema }, async ({ models, maxWait = 1_000, cooldown = 0, maxAttempts = 2 }) => {
  const response = await ai.generate({ model: fallback(models, { maxWait, cooldown }), prompt: 'hi', limits: { maxAttempts } });
  return { text: response.text, model: response.model, attempts: response.attempts };
});
