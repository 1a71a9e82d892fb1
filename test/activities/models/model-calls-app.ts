import { anthropic } from 'durakit/anthropic';
import { googleAI } from 'durakit/google-genai';
import { ollama } from 'durakit/ollama';
import { openAICompatible } from 'durakit/openai-compatible';
import { durakit, DurakitError, z } from 'durakit';

const url = process.env['FAULT_SERVER'] ?? '';

/** Four vendors, all of them the fault server. Waits are short unless the vendor names them. */
const ai = durakit({
  name: 'model-calls',
  plugins: [
    openAICompatible({ name: 'gpt', baseURL: `${url}/v1`, apiKey: 'key' }),
    anthropic({ apiKey: 'key', baseURL: url }),
    googleAI({ apiKey: 'key', baseUrl: url }),
    ollama({ serverAddress: url }),
  ],
  steps: { heartbeat: '2s', retry: { initialInterval: 20, maxInterval: 40 } },
  models: { maxWait: '30s' },
});

const Limits = z.object({
  maxAttempts: z.number().optional(),
  maxWait: z.number().optional(),
  firstByteTimeout: z.number().optional(),
  stallTimeout: z.number().optional(),
  timeout: z.number().optional(),
  streaming: z.boolean().optional(),
});

/** Asks one model. */
export const ask = ai.defineFlow(
  { name: 'ask', inputSchema: z.object({ model: z.string(), limits: Limits.optional() }), outputSchema: z.string() },
  async ({ model, limits }) => {
    const { text } = await ai.generate({ model, prompt: 'hi', ...(limits !== undefined && { limits: limits as object }) });
    return text;
  },
);

const CodedConfig = z.object({
  count: z.string(),
  status: z.enum(['RESOURCE_EXHAUSTED', 'UNAVAILABLE', 'INTERNAL', 'DEADLINE_EXCEEDED', 'INVALID_ARGUMENT', 'UNAUTHENTICATED']),
  retryAfterMs: z.number().optional(),
});

/** A model of the app's own: it asks the fault server as well, and fails with the status that its config names. */
const coded = ai.defineModel({ name: 'coded', apiVersion: 'v2' }, async ({ config }) => {
  const { count, status, retryAfterMs } = CodedConfig.parse(config);
  const body = JSON.stringify({ model: count, stream: false });
  const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body });
  if (response.ok) return { message: { role: 'model', content: [{ text: 'Hello.' }] }, finishReason: 'stop' };
  const error = new DurakitError({ status, message: 'as it was told' });
  throw retryAfterMs === undefined ? error : Object.assign(error, { responseMetadata: { retryAfterMs } });
});

/** Asks the app's own model. */
export const askCoded = ai.defineFlow({ name: 'askCoded', inputSchema: CodedConfig, outputSchema: z.string() }, async (config) => {
  const { text } = await ai.generate({ model: coded, prompt: 'hi', config });
  return text;
});
