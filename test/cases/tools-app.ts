import { rm, writeFile } from 'node:fs/promises';
import { z, ToolInterruptError, type GenerateOptions } from 'durakit';
import { ai, call, describeError, mirror, script } from './ai.ts';

/** Doors of this process: a tool can wait for what another one does. */
const doors = new Map<string, PromiseWithResolvers<void>>();
const doorOf = (name: string): PromiseWithResolvers<void> => {
  const door = doors.get(name) ?? Promise.withResolvers<void>();
  doors.set(name, door);
  return door;
};

const Sum = z.object({ left: z.number(), right: z.number() });
const add = ai.defineTool({ name: 'toolsAdd', description: 'adds', inputSchema: Sum, outputSchema: z.number() }, async ({ left, right }) => left + right);
const same = ai.defineTool({ name: 'toolsSame', description: 'gives its input' }, async (input: unknown) => input);
const nothing = ai.defineTool({ name: 'toolsNothing', description: 'gives nothing' }, async () => undefined);
const wrongOutput = ai.defineTool({ name: 'toolsWrongOutput', description: 'gives text', outputSchema: z.number() }, async () => 'text' as never);
const jsonSchema = ai.defineTool(
  { name: 'toolsJsonSchema', description: 'has plain schemas', inputJsonSchema: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] } },
  async ({ n }: { n: number }) => n,
);
const opens = ai.defineTool({ name: 'toolsOpens', description: 'opens a door' }, async (door: string) => {
  doorOf(door).resolve();
  return 'opened';
});
const waits = ai.defineTool({ name: 'toolsWaits', description: 'waits at a door' }, async (door: string) => {
  await doorOf(door).promise;
  return 'waited';
});
const fails = ai.defineTool({ name: 'toolsFails', description: 'fails', inputSchema: z.string() }, async (why) => {
  throw new RangeError(why);
});
const failsWithStatus = ai.defineTool({ name: 'toolsFailsWithStatus', description: 'fails' }, async () => {
  throw Object.assign(new Error('no such user'), { status: 'NOT_FOUND' });
});
const failsAtDoor = ai.defineTool({ name: 'toolsFailsAtDoor', description: 'fails late' }, async (door: string) => {
  await doorOf(door).promise;
  throw new Error(`failed behind ${door}`);
});
const opensAndFails = ai.defineTool({ name: 'toolsOpensAndFails', description: 'fails early' }, async (door: string) => {
  doorOf(door).resolve();
  throw new Error(`failed before ${door}`);
});
const returnsErrors = ai.defineTool({ name: 'toolsReturnsErrors', description: 'tells the model', toolErrors: 'return' }, async (why: string) => {
  throw new Error(why);
});
const throwsErrors = ai.defineTool({ name: 'toolsThrowsErrors', description: 'ends the call', toolErrors: 'throw' }, async (why: string) => {
  throw new Error(why);
});
const multipart = ai.defineTool(
  { name: 'toolsMultipart', description: 'gives parts', multipart: true, outputSchema: z.string() },
  async (name: string) => ({ output: name, content: [{ text: `about ${name}` }, { media: { url: 'data:image/png;base64,AA==' } }], metadata: { took: 1 } }),
);
const wrongMultipart = ai.defineTool({ name: 'toolsWrongMultipart', description: 'gives text', multipart: true }, async () => 'text' as never);
const hosted = ai.defineTool({ name: 'toolsHost/same', description: 'has a long name' }, async (input: unknown) => input);
const otherHosted = ai.defineTool({ name: 'toolsOther/same', description: 'has the same short name' }, async (input: unknown) => input);
const surroundings = ai.defineTool({ name: 'toolsSurroundings', description: 'tells what it has' }, async (_input: unknown, { context, resumed, metadata, streamingRequested, abortSignal }) => ({
  context,
  resumed: resumed ?? null,
  metadata: metadata ?? null,
  streamingRequested,
  aborted: abortSignal.aborted,
}));

const ask = ai.defineInterrupt({
  name: 'toolsAsk',
  description: 'asks',
  inputSchema: z.object({ question: z.string() }),
  outputSchema: z.object({ yes: z.boolean() }),
});
const askWith = ai.defineInterrupt({ name: 'toolsAskWith', description: 'asks', requestMetadata: { form: 'yes or no' } });
const askComputed = ai.defineInterrupt({
  name: 'toolsAskComputed',
  description: 'asks',
  requestMetadata: async ({ question }: { question: string }) => ({ shown: question.toUpperCase() }),
});
/** Asks until it is told to stop asking, and then gives what it was told. */
const pay = ai.defineTool(
  { name: 'toolsPay', description: 'pays', inputSchema: z.object({ amount: z.number() }), outputSchema: z.string() },
  async ({ amount }, { interrupt, resumed, metadata }) => {
    const told = resumed as { again?: boolean } | true | undefined;
    if (told === undefined || (told !== true && told.again === true)) interrupt({ confirm: amount });
    return `paid ${amount}, told ${JSON.stringify(told)}, replaced ${JSON.stringify(metadata?.['replacedInput'] ?? null)}`;
  },
);
const asksBarely = ai.defineTool({ name: 'toolsAsksBarely', description: 'interrupts with nothing to say' }, async (_input: unknown, { interrupt, resumed }) =>
  resumed === undefined ? interrupt() : 'resumed',
);

const all = [add, same, nothing, wrongOutput, jsonSchema, opens, waits, fails, failsWithStatus, failsAtDoor, opensAndFails, returnsErrors, throwsErrors, multipart, wrongMultipart, hosted, surroundings, ask, askWith, askComputed, pay, asksBarely];

type Given = Omit<GenerateOptions, 'tools'>;

/** The scripted model with all tools; the conversation that comes of it. */
export const toolsGenerate = ai.defineFlow('toolsGenerate', async (options: Given) => {
  const { messages, finishReason, finishMessage } = await ai.generate({ model: script, prompt: 'go', tools: all, ...options });
  return { messages: messages.slice(1), finishReason, finishMessage };
});

/** The last message, which holds the outputs of all tools. */
export const toolsText = ai.defineFlow('toolsText', async (options: GenerateOptions) => (await ai.generate({ model: script, prompt: 'go', tools: all, ...options })).text);

/** What the model is told of tools. */
export const toolsDefinitions = ai.defineFlow('toolsDefinitions', async () => {
  const { text } = await ai.generate({ model: mirror, prompt: 'go', tools: [add, jsonSchema, hosted, multipart, ask, childFlow] });
  return (JSON.parse(text) as { tools: unknown }).tools;
});

export const toolsSameName = ai.defineFlow('toolsSameName', async () => {
  await ai.generate({ model: script, prompt: 'go', tools: [hosted, otherHosted] });
});

export const toolsNotOne = ai.defineFlow('toolsNotOne', async () => {
  await ai.generate({ model: script, prompt: 'go', tools: [(() => 1) as never] });
});

export const toolsCalledDirectly = ai.defineFlow('toolsCalledDirectly', async () => [
  await add({ left: 1, right: 2 }),
  await multipart('x'),
  await add({ left: 'one' } as never).catch((error: unknown) => (error as { status: string }).status),
]);

export const toolsInterruptsDirectly = ai.defineFlow('toolsInterruptsDirectly', async () => {
  try {
    return await pay({ amount: 3 });
  } catch (error) {
    return [error instanceof ToolInterruptError, describeError(error)];
  }
});

/** After a failure: whether the tools beside it had finished. */
export const toolsSiblingsFinish = ai.defineFlow('toolsSiblingsFinish', async (door: string) => {
  const answers = [[call('toolsFailsAtDoor', door, '1'), call('toolsOpensAndFails', door, '2'), call('toolsMarks', `${door}-mark`, '3')]];
  try {
    return (await ai.generate({ model: script, prompt: 'go', tools: [failsAtDoor, opensAndFails, marks], config: { answers } })).text;
  } catch (error) {
    return [(error as Error).message, await ai.run('look at the mark', async () => marked.has(`${door}-mark`))];
  }
});
const marked = new Set<string>();
const marks = ai.defineTool({ name: 'toolsMarks', description: 'leaves a mark' }, async (name: string) => void marked.add(name));

/** Flows as tools. */
const childFlow = ai.defineFlow({ name: 'toolsChild', description: 'a flow', inputSchema: z.object({ n: z.number() }), outputSchema: z.number() }, async ({ n }) => {
  if (n < 0) throw new Error(`${n} is below zero`);
  return await ai.run('double', async () => n * 2);
});
const askingFlow = ai.defineFlow({ name: 'toolsAskingChild', inputSchema: z.object({ n: z.number() }) }, async ({ n }, { interrupt, resumed }) => {
  const inner = await ai.generate({ model: script, prompt: 'inside', tools: [add], config: { answers: [[call('toolsAdd', { left: n, right: 1 }, '1')]] } });
  if (resumed === undefined) interrupt({ sum: inner.text });
  return `${inner.text} with ${JSON.stringify(resumed)}`;
});
export { askingFlow, childFlow };

export const toolsFlowAsTool = ai.defineFlow('toolsFlowAsTool', async (n: number) => {
  const answers = [[call('toolsChild', { n }, '1')]];
  const byFunction = await ai.generate({ model: script, prompt: 'go', tools: [childFlow], config: { answers } });
  const byName = await ai.generate({ model: script, prompt: 'go', tools: ['toolsChild'], config: { answers } });
  return [byFunction.text, byName.text];
});

export const toolsFlowAsks = ai.defineFlow('toolsFlowAsks', async () => {
  const options = { model: script, tools: [askingFlow, ask], config: { answers: [[call('toolsAskingChild', { n: 4 }, '1')]] } };
  const first = await ai.generate({ ...options, prompt: 'go' });
  const resume = await ai.waitForReply(first.interrupts);
  const second = await ai.generate({ ...options, messages: first.messages, resume });
  return [first.interrupts, second.text];
});

/** Prompts as tools. */
const prompt = ai.definePrompt({ name: 'toolsPrompt', description: 'a prompt', model: script, input: { schema: z.object({ who: z.string() }) }, config: { answers: ['said by the prompt'] } }, 'Greet {{who}}');

export const toolsPromptAsTool = ai.defineFlow('toolsPromptAsTool', async () => {
  const answers = [[call('toolsPrompt', { who: 'Ada' }, '1')]];
  const tool = await prompt.asTool();
  const { messages } = await ai.generate({ model: script, prompt: 'go', tools: [tool], config: { answers } });
  return messages.filter(({ role }) => role === 'tool');
});

/** Interrupts: asks, waits for the replies from outside, goes on. */
export const toolsWaitsForReplies = ai.defineFlow('toolsWaitsForReplies', async ({ metadata, ...options }: Given) => {
  const first = await ai.generate({ model: script, prompt: 'go', tools: all, ...options });
  const resume = await ai.waitForReply(first.interrupts, { timeout: '1h' });
  const { config } = options;
  const second = await ai.generate({ model: script, messages: first.messages, tools: all, resume: { ...resume, ...(metadata && { metadata }) }, ...(config && { config }) });
  return { asked: first.messages.at(-1)?.content, finishReason: first.finishReason, rest: second.messages.slice(first.messages.length - 1), text: second.text };
});

export const toolsJournaledReplies = ai.defineFlow({ name: 'toolsJournaledReplies', durability: 'journal' }, async () => {
  const config = { answers: [[call('toolsAdd', { left: 1, right: 2 }, '1'), call('toolsAsk', { question: 'ok?' }, '2')]] };
  const first = await ai.generate({ model: script, prompt: 'go', tools: [add, ask], config });
  const resume = await ai.waitForReply(first.interrupts, { timeout: '1h' });
  const { text } = await ai.generate({ model: script, messages: first.messages, tools: [add, ask], resume, config });
  return text;
});

export const toolsWaitTimesOut = ai.defineFlow('toolsWaitTimesOut', async () => {
  const first = await ai.generate({ model: script, prompt: 'go', tools: [ask], config: { answers: [[call('toolsAsk', { question: 'ok?' }, '1')]] } });
  await ai.waitForReply(first.interrupts, { timeout: 10 });
});

export const toolsWaitsForNoInterrupt = ai.defineFlow('toolsWaitsForNoInterrupt', async () => {
  await ai.waitForReply({ toolRequest: { name: 'toolsAsk', ref: '1' } });
});

/** Answers made in the flow itself, with `respond` and `restart` of the tools. */
export const toolsRespondsItself = ai.defineFlow('toolsRespondsItself', async () => {
  const config = { answers: [[call('toolsAsk', { question: 'ok?' }, '1'), call('toolsPay', { amount: 1 }, '2'), call('toolsPay', { amount: 2 }, '3')]] };
  const first = await ai.generate({ model: script, prompt: 'go', tools: [ask, pay], config });
  const [asked, payment, otherPayment] = first.interrupts;
  if (asked === undefined || payment === undefined || otherPayment === undefined) throw new Error('it did not ask');
  const respond = ask.respond(asked, { yes: true }, { metadata: { by: 'Ada' } });
  const restart = [pay.restart(payment), pay.restart(otherPayment, { sure: true }, { replaceInput: { amount: 20 } })];
  const second = await ai.generate({ model: script, messages: first.messages, tools: [ask, pay], resume: { respond, restart }, config });
  return { respond, restart, text: second.text };
});

export const toolsWrongAnswers = ai.defineFlow('toolsWrongAnswers', async () => {
  const { interrupts } = await ai.generate({ model: script, prompt: 'go', tools: [ask, pay], config: { answers: [[call('toolsAsk', { question: 'ok?' }, '1'), call('toolsPay', { amount: 1 }, '2')]] } });
  const [asked, payment] = interrupts;
  const attempts = [
    () => ask.respond(asked as never, { no: 1 } as never),
    () => pay.restart(payment as never, undefined, { replaceInput: { amount: 'much' } as never }),
    () => ask.respond({ text: 'x' } as never, { yes: true }),
  ];
  return attempts.map((attempt) => {
    try {
      return attempt();
    } catch (error) {
      return (error as Error).message.split('\n\n').slice(0, 2).join(' ');
    }
  });
});

/** `resume` with what the caller has at hand. */
export const toolsResumes = ai.defineFlow('toolsResumes', async (options: Given) => {
  const chunks: unknown[] = [];
  const { messages, text } = await ai.generate({ model: script, tools: all, ...options, onChunk: (chunk) => void chunks.push(chunk.toJSON()) });
  return { messages: messages.slice(0, -1), text, chunks };
});

/** A hook that swallows what a tool says. */
export const toolsResumeLosesResponse = ai.defineFlow('toolsResumeLosesResponse', async () => {
  const swallow = ai.defineMiddleware({ name: 'toolsSwallow' }, () => ({ tool: async () => undefined }));
  const messages = [{ role: 'user' as const, content: 'go' }, { role: 'model' as const, content: [call('toolsPay', { amount: 1 }, '1')] }];
  const restart = { toolRequest: { name: 'toolsPay', ref: '1', input: { amount: 1 } }, metadata: { resumed: true } };
  await ai.generate({ model: script, messages, tools: [pay], resume: { restart }, use: [swallow()] });
});

/** Tools that exist for one call. */
export const toolsDynamic = ai.defineFlow('toolsDynamic', async (factor: number) => {
  const times = ai.dynamicTool({ name: 'toolsTimes', description: 'multiplies', inputSchema: z.object({ n: z.number() }) }, async ({ n }) => n * factor);
  const config = { answers: [[call('toolsTimes', { n: 3 }, '1'), call('toolsTimes', { n: 4 }, '2')]] };
  return (await ai.generate({ model: script, prompt: 'go', tools: [times], config })).text;
});

export const toolsDynamicWrites = ai.defineFlow('toolsDynamicWrites', async () => {
  let total = 0;
  const count = ai.dynamicTool({ name: 'toolsCount', description: 'counts' }, async (n: number) => {
    total += n;
    return total;
  });
  const config = { answers: [[call('toolsCount', 3, '1')], [call('toolsCount', 4, '2')]] };
  const { text } = await ai.generate({ model: script, prompt: 'go', tools: [count], config });
  return [text, total];
});

export const toolsDynamicSurroundings = ai.defineFlow('toolsDynamicSurroundings', async (input: { door: string }) => {
  const tells = ai.tool({ name: `tells-${input.door}`, description: 'tells' }, async (_given: unknown, { context, interrupt, resumed }) =>
    resumed === undefined ? interrupt({ door: input.door }) : { context, resumed },
  );
  const config = { answers: [[call(`tells-${input.door}`, {}, '1')]] };
  const first = await ai.generate({ model: script, prompt: 'go', tools: [tells], config });
  const resume = await ai.waitForReply(first.interrupts);
  const { text } = await ai.generate({ model: script, messages: first.messages, tools: [tells], resume, config });
  return [first.interrupts, text];
});

export const toolsDynamicAsks = ai.defineFlow('toolsDynamicAsks', async () => {
  const bare = ai.dynamicTool({ name: 'toolsBare', description: 'asks' });
  const withMetadata = ai.dynamicTool({ name: 'toolsWithMetadata', description: 'asks', requestMetadata: { form: 1 } });
  const config = { answers: [[call('toolsBare', {}, '1'), call('toolsWithMetadata', {}, '2')]] };
  const { interrupts } = await ai.generate({ model: script, prompt: 'go', tools: [bare, withMetadata], config });
  return interrupts.map(({ metadata }) => metadata);
});

/** Cancelling: the tool's own signal fires, and the flow can still find out. A file says that the tool runs. */
const stops = ai.defineTool({ name: 'toolsStops', description: 'runs until it is stopped' }, async (file: string, { abortSignal }) => {
  await writeFile(file, '');
  await new Promise((resolve) => abortSignal.addEventListener('abort', resolve, { once: true }));
  await rm(file);
  doorOf(file).resolve();
  throw abortSignal.reason;
});

export const toolsCancelled = ai.defineFlow('toolsCancelled', async (files: readonly string[]) => {
  const config = { answers: [files.map((file, index) => call('toolsStops', file, `${index}`)), 'never said'] };
  try {
    return (await ai.generate({ model: script, prompt: 'go', tools: [stops], toolErrors: 'return', config })).text;
  } catch (error) {
    await ai.nonCancellable(() => ai.run('until all have stopped', async () => void (await Promise.all(files.map((file) => doorOf(file).promise)))));
    return (error as { status: string }).status;
  }
});
