import { z, type GenerateOptions } from 'durakit';
import { ai, script } from './ai.ts';

/** Doors of this process: a tool can wait for what another one does. */
const doors = new Map<string, PromiseWithResolvers<void>>();
export const doorOf = (name: string): PromiseWithResolvers<void> => {
  const door = doors.get(name) ?? Promise.withResolvers<void>();
  doors.set(name, door);
  return door;
};

export const Sum = z.object({ left: z.number(), right: z.number() });
export const add = ai.defineTool(
  { name: 'toolsAdd', description: 'adds', inputSchema: Sum, outputSchema: z.number() },
  async ({ left, right }) => left + right,
);
export const same = ai.defineTool({ name: 'toolsSame', description: 'gives its input' }, async (input: unknown) => input);
export const nothing = ai.defineTool({ name: 'toolsNothing', description: 'gives nothing' }, async () => undefined);
export const wrongOutput = ai.defineTool(
  { name: 'toolsWrongOutput', description: 'gives text', outputSchema: z.number() },
  async () => 'text' as never,
);
export const jsonSchema = ai.defineTool(
  {
    name: 'toolsJsonSchema',
    description: 'has plain schemas',
    inputJsonSchema: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] },
  },
  async (given: { readonly n: number }) => given.n,
);
export const opens = ai.defineTool({ name: 'toolsOpens', description: 'opens a door' }, async (door: string) => {
  doorOf(door).resolve();
  return 'opened';
});
export const waits = ai.defineTool({ name: 'toolsWaits', description: 'waits at a door' }, async (door: string) => {
  await doorOf(door).promise;
  return 'waited';
});
export const fails = ai.defineTool({ name: 'toolsFails', description: 'fails', inputSchema: z.string() }, async (why) => {
  throw new RangeError(why);
});
export const failsWithStatus = ai.defineTool({ name: 'toolsFailsWithStatus', description: 'fails' }, async () => {
  throw Object.assign(new Error('no such user'), { status: 'NOT_FOUND' });
});
export const returnsErrors = ai.defineTool(
  { name: 'toolsReturnsErrors', description: 'tells the model', toolErrors: 'return' },
  async (why: string) => {
    throw new Error(why);
  },
);
export const throwsErrors = ai.defineTool(
  { name: 'toolsThrowsErrors', description: 'ends the call', toolErrors: 'throw' },
  async (why: string) => {
    throw new Error(why);
  },
);
export const multipart = ai.defineTool(
  { name: 'toolsMultipart', description: 'gives parts', multipart: true, outputSchema: z.string() },
  async (name: string) => ({
    output: name,
    content: [{ text: `about ${name}` }, { media: { url: 'data:image/png;base64,AA==' } }],
    metadata: { took: 1 },
  }),
);
export const wrongMultipart = ai.defineTool(
  { name: 'toolsWrongMultipart', description: 'gives text', multipart: true },
  async () => 'text' as never,
);
export const hosted = ai.defineTool({ name: 'toolsHost/same', description: 'has a long name' }, async (input: unknown) => input);
export const surroundings = ai.defineTool(
  { name: 'toolsSurroundings', description: 'tells what it has' },
  async (_input: unknown, { context, resumed, metadata, streamingRequested, abortSignal }) => ({
    context,
    resumed: resumed ?? null,
    metadata: metadata ?? null,
    streamingRequested,
    aborted: abortSignal.aborted,
  }),
);

export const ask = ai.defineInterrupt({
  name: 'toolsAsk',
  description: 'asks',
  inputSchema: z.object({ question: z.string() }),
  outputSchema: z.object({ yes: z.boolean() }),
});
export const askWith = ai.defineInterrupt({ name: 'toolsAskWith', description: 'asks', requestMetadata: { form: 'yes or no' } });
export const askComputed = ai.defineInterrupt({
  name: 'toolsAskComputed',
  description: 'asks',
  requestMetadata: async ({ question }: { question: string }) => ({ shown: question.toUpperCase() }),
});
/** Asks until it is told to stop asking, and then gives what it was told. */
export const pay = ai.defineTool(
  { name: 'toolsPay', description: 'pays', inputSchema: z.object({ amount: z.number() }), outputSchema: z.string() },
  async ({ amount }, { interrupt, resumed, metadata }) => {
    const told = resumed as { again?: boolean } | true | undefined;
    if (told === undefined || (told !== true && told.again === true)) interrupt({ confirm: amount });
    return `paid ${amount}, told ${JSON.stringify(told)}, replaced ${JSON.stringify(metadata?.['replacedInput'] ?? null)}`;
  },
);
export const asksBarely = ai.defineTool(
  { name: 'toolsAsksBarely', description: 'interrupts with nothing to say' },
  async (_input: unknown, { interrupt, resumed }) => (resumed === undefined ? interrupt() : 'resumed'),
);

/** All of them. */
export const all = [
  add,
  same,
  nothing,
  wrongOutput,
  jsonSchema,
  opens,
  waits,
  fails,
  failsWithStatus,
  returnsErrors,
  throwsErrors,
  multipart,
  wrongMultipart,
  hosted,
  surroundings,
  ask,
  askWith,
  askComputed,
  pay,
  asksBarely,
];

export type Given = Omit<GenerateOptions, 'tools'>;

/** The scripted model with all tools; the conversation that comes of it. */
export const toolsGenerate = ai.defineFlow('toolsGenerate', async (options: Given) => {
  const { messages, finishReason, finishMessage } = await ai.generate({ model: script, prompt: 'go', tools: all, ...options });
  return { messages: messages.slice(1), finishReason, finishMessage };
});

/** The last message, which holds the outputs of all tools. */
export const toolsText = ai.defineFlow(
  'toolsText',
  async (options: GenerateOptions) => (await ai.generate({ model: script, prompt: 'go', tools: all, ...options })).text,
);

/** A flow that is a tool. */
export const childFlow = ai.defineFlow(
  { name: 'toolsChild', description: 'a flow', inputSchema: z.object({ n: z.number() }), outputSchema: z.number() },
  async ({ n }) => {
    if (n < 0) throw new Error(`${n} is below zero`);
    return await ai.run('double', async () => n * 2);
  },
);
