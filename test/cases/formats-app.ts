import { z, type GenerateOptions } from 'durakit';
import type { GenerateRequest, GenerateResponseData } from 'durakit/schemas';
import { ai, script } from './ai.ts';

/** Says what it was asked, as a request for a tool: those are not held against the schema. */
const mirrored = async (request: GenerateRequest): Promise<GenerateResponseData> => ({
  message: { role: 'model', content: [{ toolRequest: { name: 'formatsTool', input: request } }] },
  finishReason: 'stop',
});
const supports = { tools: true, multiturn: true, systemRole: true };
ai.defineModel({ name: 'formatsAll', supports: { ...supports, constrained: 'all' } }, mirrored);
ai.defineModel({ name: 'formatsNoTools', supports: { ...supports, constrained: 'no-tools' } }, mirrored);
ai.defineModel({ name: 'formatsNone', supports: { ...supports, constrained: 'none' } }, mirrored);
ai.defineModel({ name: 'formatsSilent', supports }, mirrored);
ai.defineTool({ name: 'formatsTool', description: 'is there' }, async () => null);

ai.defineFormat({ name: 'formatsLoud', contentType: 'text/loud', constrained: true }, (schema) => ({
  parseMessage: ({ text }) => text.toUpperCase(),
  parseChunk: ({ text }) => `${text}!`,
  instructions: `Shout. ${schema === undefined ? 'No schema.' : JSON.stringify(schema)}`,
}));
ai.defineFormat({ name: 'formatsQuiet', format: 'json', defaultInstructions: false }, () => ({
  parseMessage: ({ text }) => ({ quiet: text }),
  instructions: 'Whisper.',
}));
ai.defineFormat({ name: 'formatsMute' }, () => ({ parseMessage: ({ text }) => text.length }));

/** Messages and output of the request that the model gets. */
export const formatsRequest = ai.defineFlow('formatsRequest', async (options: GenerateOptions) => {
  const { toolRequests } = await ai.generate({ model: 'formatsAll', prompt: 'go', ...options, returnToolRequests: true });
  const { messages, output } = toolRequests[0]?.toolRequest.input as GenerateRequest;
  return { messages, output };
});

/** What becomes of the answer. */
export const formatsAnswer = ai.defineFlow('formatsAnswer', async (options: GenerateOptions) => {
  const { output } = await ai.generate({ model: script, prompt: 'go', ...options });
  return output;
});

/** What becomes of each chunk, and of the whole. */
export const formatsChunks = ai.defineFlow('formatsChunks', async (options: GenerateOptions) => {
  const outputs: unknown[] = [];
  const { output } = await ai.generate({ model: script, prompt: 'go', ...options, onChunk: (chunk) => void outputs.push(chunk.output) });
  return { outputs, output };
});

const Dish = z.object({ name: z.string(), price: z.number().optional() });

/** Schemas of zod, at the module's top and in the flow. */
export const formatsZod = ai.defineFlow('formatsZod', async (answers: Record<string, string>) => {
  const ask = (answer: string | undefined): { model: typeof script; prompt: string; config: Record<string, unknown> } => ({
    model: script,
    prompt: 'go',
    config: { answers: [answer] },
  });
  const json = await ai.generate({ ...ask(answers['json']), output: { schema: Dish } });
  const array = await ai.generate({ ...ask(answers['array']), output: { format: 'array', schema: z.array(Dish) } });
  const choice = await ai.generate({ ...ask(answers['enum']), output: { format: 'enum', schema: z.enum(['red', 'green']) } });
  const lines = await ai.generate({ ...ask(answers['jsonl']), output: { format: 'jsonl', schema: z.array(z.object({ n: z.number() })) } });
  return [json.output, array.output, choice.output, lines.output];
});

/** The schema of zod as the model gets it. */
export const formatsZodSchema = ai.defineFlow('formatsZodSchema', async () => {
  const { request } = await ai.generate({ model: script, prompt: 'go', config: { answers: ['{"name":"pie"}'] }, output: { schema: Dish } });
  return request?.output;
});

/** An error that names the schema of zod. */
export const formatsZodInvalid = ai.defineFlow('formatsZodInvalid', async (answer: string) => {
  const { output } = await ai.generate({ model: script, prompt: 'go', config: { answers: [answer] }, output: { schema: Dish } });
  return output;
});

/** A schema of what only the run knows. */
export const formatsCapturedZod = ai.defineFlow(
  'formatsCapturedZod',
  async ({ colours, answer }: { colours: string[]; answer: string }) => {
    const schema = z.object({ colour: z.enum(colours as [string, ...string[]]) });
    const { output } = await ai.generate({ model: script, prompt: 'go', config: { answers: [answer] }, output: { schema } });
    return output;
  },
);

/** A JSON Schema of what only the run knows. */
export const formatsCapturedJson = ai.defineFlow(
  'formatsCapturedJson',
  async ({ colours, answer }: { colours: string[]; answer: string }) => {
    const jsonSchema = { type: 'object', properties: { colour: { enum: colours } }, required: ['colour'] };
    const { output } = await ai.generate({ model: script, prompt: 'go', config: { answers: [answer] }, output: { jsonSchema } });
    return output;
  },
);

/** `formats` and `output` of a stream. */
export const formatsStream = ai.defineFlow('formatsStream', async (options: GenerateOptions) => {
  const { stream, response } = ai.generateStream({ model: script, prompt: 'go', ...options });
  const items: unknown[] = [];
  for await (const { output } of stream) items.push(...(output as unknown[]));
  return { items, output: (await response).output };
});
