import { durakit, GenerateResponse, GenerateResponseChunk, Message, z, type GenerateOptions } from 'durakit';
import type { GenerateResponseChunkData } from 'durakit/schemas';
import { ai, call, describeError, mirror, script } from './ai.ts';

/** An app of its own, which has a default model. */
const withDefault = durakit({ name: 'generate-default', model: { name: 'generateDefault', version: 'v2', config: { temperature: 1, topK: 3 } } });
withDefault.defineModel({ name: 'generateDefault' }, async (request) => ({
  message: { role: 'model', content: [{ text: JSON.stringify(request) }] },
  finishReason: 'stop',
}));

const echoTool = ai.defineTool({ name: 'generateEcho', description: 'says it again' }, async (input: unknown) => input);
const contextTool = ai.defineTool({ name: 'generateContextTool', description: 'gives its context' }, async (_input: unknown, { context }) => context);
const contextModel = ai.defineModel({ name: 'generateContextModel', supports: { tools: true } }, async ({ messages }, { context }) => {
  const last = messages.at(-1)?.content.flatMap((part) => ('toolResponse' in part ? [part.toolResponse.output] : [])) ?? [];
  const content = last.length === 0 ? [call('generateContextTool', {}, '1')] : [{ text: JSON.stringify({ model: context, tool: last[0] }) }];
  return { message: { role: 'model' as const, content }, finishReason: 'stop' as const };
});

ai.defineResource({ name: 'generateFixed', uri: 'cases://fixed' }, async () => ({ content: [{ text: 'fixed content' }] }));
ai.defineResource({ name: 'generateTemplate', template: 'cases://item/{id}' }, async ({ uri }) => ({ content: [{ text: `content of ${uri}` }] }));

/** What the model is asked, for the given options. */
export const generateMirror = ai.defineFlow('generateMirror', async (options: GenerateOptions) => {
  const { text } = await ai.generate({ ...options, model: options.model ?? mirror });
  return JSON.parse(text) as unknown;
});

/** The whole response of the scripted model, as JSON. */
export const generateScript = ai.defineFlow('generateScript', async (options: GenerateOptions) =>
  (await ai.generate({ model: script, prompt: 'go', tools: [echoTool], ...options })).toJSON(),
);

export const generateDefaultModel = withDefault.defineFlow('generateDefaultModel', async () => {
  const requests = [
    await withDefault.generate('text'),
    await withDefault.generate([{ text: 'two' }, { text: 'parts' }]),
    await withDefault.generate(Promise.resolve({ prompt: 'promised', config: { topK: 4 } })),
  ];
  return requests.map(({ text }) => JSON.parse(text) as unknown);
});

export const generateWithoutModel = ai.defineFlow('generateWithoutModel', async () => (await ai.generate({ prompt: 'hi' })).text);

export const generateContext = ai.defineFlow('generateContext', async (context: Record<string, unknown> | undefined) => {
  const { text } = await ai.generate({ model: contextModel, prompt: 'go', tools: [contextTool], ...(context && { context }) });
  return JSON.parse(text) as unknown;
});

export const generateUsage = ai.defineFlow('generateUsage', async (options: GenerateOptions) => {
  const { usage, lastUsage } = await ai.generate({ model: script, prompt: 'go', tools: [echoTool], ...options });
  return { usage, lastUsage };
});

export const generateGetters = ai.defineFlow('generateGetters', async (options: GenerateOptions) => {
  const response = await ai.generate({ model: script, prompt: 'go', returnToolRequests: true, ...options });
  const { text, reasoning, media, data, output, toolRequests, interrupts, messages, finishReason, finishMessage, custom, raw, model } = response;
  return { text, reasoning, media, data, output, toolRequests, interrupts, messages, finishReason, finishMessage, custom, raw, model, valid: response.isValid() };
});

export const generateInvalidSchema = ai.defineFlow('generateInvalidSchema', async () => {
  await ai.generate({ model: script, prompt: 'go', output: { schema: z.object({ n: z.number() }) }, config: { answers: ['{"n":"one"}'] } });
});

export const generateStructured = ai.defineFlow('generateStructured', async () => {
  const response = await ai.generate({ model: script, prompt: 'go', output: { schema: z.object({ n: z.number() }) }, config: { answers: ['{"n":1}'] } });
  return { output: response.output, format: response.request?.output?.format, valid: response.isValid() };
});

export const generateUnvalidatedRequests = ai.defineFlow('generateUnvalidatedRequests', async () => {
  const answers = [[{ text: '{"n":"one"}' }, call('generateEcho', 1, '1')]];
  const response = await ai.generate({
    model: script,
    prompt: 'go',
    tools: [echoTool],
    returnToolRequests: true,
    output: { schema: z.object({ n: z.number() }) },
    config: { answers },
  });
  return response.toolRequests;
});

/** A response that was made by hand, as middleware does. */
export const generateByHand = ai.defineFlow('generateByHand', async () => {
  const message = { role: 'model' as const, content: [{ text: 'hi' }] };
  const request = { messages: [{ role: 'user' as const, content: [{ text: 'go' }] }] };
  const attempts = [
    () => new GenerateResponse({ message }).messages,
    () => new GenerateResponse({ finishReason: 'stop' }, { request }).messages,
    () => new GenerateResponse({ finishReason: 'length' }).assertValid(),
    () => new GenerateResponse({ finishReason: 'blocked', finishMessage: 'unsafe', message }).assertValid(),
    () => new GenerateResponseChunk({ content: [{ text: 'x' }] }, { index: 0, role: 'model' }).accumulatedText,
    () => new GenerateResponse({ message }, { request }).messages,
    () => new GenerateResponse({ finishReason: 'length' }).isValid(),
    () => new GenerateResponse({ message }).finishReason,
    () => new Message({ role: 'model', content: [{ text: 'a' }, { data: { n: 1 } }, { text: 'b' }] }).text,
  ];
  return attempts.map((attempt) => {
    try {
      return attempt();
    } catch (error) {
      return (error as Error).message;
    }
  });
});

/** Chunks of a call with tools, as a listener gets them. */
export const generateListens = ai.defineFlow('generateListens', async (options: GenerateOptions) => {
  const heard: unknown[] = [];
  const onChunk = (chunk: GenerateResponseChunk): void => void heard.push({ ...chunk.toJSON(), accumulated: chunk.accumulatedText, previous: chunk.previousText });
  const { text } = await ai.generate({ model: script, prompt: 'go', tools: [echoTool], ...options, onChunk });
  return { heard, text };
});

export const generateOldListener = ai.defineFlow('generateOldListener', async () => {
  const heard: string[] = [];
  await ai.generate({ model: script, prompt: 'go', config: { answers: ['hello'] }, streamingCallback: (chunk) => void heard.push(chunk.text) });
  return heard.join('');
});

/** What is true of a stream whether it is live or recorded. */
export const generateStreams = ai.defineFlow('generateStreams', async (options: GenerateOptions) => {
  const { stream, response } = ai.generateStream({ model: script, prompt: 'go', tools: [echoTool], ...options });
  const messages = new Map<number, { role: string; text: string }>();
  let accumulated = '';
  for await (const chunk of stream) {
    const { index, role, text, accumulatedText } = chunk;
    messages.set(index, { role, text: (messages.get(index)?.text ?? '') + text });
    accumulated = accumulatedText;
  }
  return { messages: [...messages], accumulated, text: (await response).text };
});

export const generateStreamFails = ai.defineFlow('generateStreamFails', async () => {
  const { stream, response } = ai.generateStream({ model: script, prompt: 'go', config: { answers: [{ finishReason: 'blocked', finishMessage: 'no' }] } });
  const read = async (): Promise<unknown> => {
    try {
      return await Array.fromAsync(stream);
    } catch (error) {
      return describeError(error);
    }
  };
  return [await read(), await response.catch(describeError)];
});

export const generateStreamsPromised = ai.defineFlow('generateStreamsPromised', async () => {
  const { stream, response } = ai.generateStream(Promise.resolve({ model: script, prompt: 'go', config: { answers: ['later'] } }));
  const texts: string[] = [];
  for await (const { text } of stream) texts.push(text);
  return [texts.join(''), (await response).text];
});

/** All getters of one chunk that has everything. */
export const generateChunkGetters = ai.defineFlow('generateChunkGetters', async () => {
  const content: GenerateResponseChunkData['content'] = [
    { text: '{"n":' },
    { reasoning: 'because' },
    { media: { url: 'data:image/png;base64,AA==', contentType: 'image/png' } },
    call('generateEcho', 1, '1'),
    { text: '1' },
  ];
  const seen: unknown[] = [];
  await ai.generate({
    model: script,
    prompt: 'go',
    returnToolRequests: true,
    config: { answers: [content] },
    onChunk: ({ text, reasoning, media, toolRequests, data, output, accumulatedText, previousText, role, index }) =>
      void seen.push({ text, reasoning, media, toolRequests, data, output, accumulatedText, previousText, role, index }),
  });
  return seen;
});

export const generateChunkOutput = ai.defineFlow('generateChunkOutput', async () => {
  const chunks = ['{"items":[', '1,', '2]}'].map((text) => ({ content: [{ text }] }));
  const answer = { chunks, message: { role: 'model', content: [{ text: '{"items":[1,2]}' }] }, finishReason: 'stop' };
  const outputs: unknown[] = [];
  await ai.generate({
    model: script,
    prompt: 'go',
    output: { format: 'json' },
    config: { answers: [answer] },
    onChunk: (chunk) => void outputs.push(chunk.output),
  });
  return outputs;
});

/** A signal of the flow's own that fires before, or in the middle. */
export const generateAbortedBefore = ai.defineFlow('generateAbortedBefore', async () => {
  const controller = new AbortController();
  controller.abort();
  await ai.generate({ model: script, prompt: 'go', abortSignal: controller.signal });
});

const endless = ai.defineTool({ name: 'generateEndless', description: 'ends when it is stopped' }, async (_input: unknown, { abortSignal }) => {
  await new Promise((resolve) => abortSignal.addEventListener('abort', resolve, { once: true }));
  abortSignal.throwIfAborted();
});

export const generateAbortedInside = ai.defineFlow('generateAbortedInside', async () => {
  const controller = new AbortController();
  const answering = ai.generate({
    model: script,
    prompt: 'go',
    tools: [endless],
    config: { answers: [[call('generateEndless', {}, '1')], 'never said'] },
    abortSignal: controller.signal,
  });
  await ai.waitFor('stop');
  controller.abort();
  try {
    return (await answering).text;
  } catch (error) {
    return [(error as { status?: string }).status, await ai.run('the run goes on', async () => 'yes')];
  }
});

const endlessModel = ai.defineModel({ name: 'generateEndlessModel' }, async (_request, { abortSignal }) => {
  await new Promise((resolve) => abortSignal.addEventListener('abort', resolve, { once: true }));
  throw abortSignal.reason;
});

export const generateCancelledModel = ai.defineFlow('generateCancelledModel', async () => {
  await ai.generate({ model: endlessModel, prompt: 'go' });
});

export const generateModelFails = ai.defineFlow('generateModelFails', async (status: string) => (await ai.generate({ model: failing, prompt: status })).text);

const failing = ai.defineModel({ name: 'generateFailing' }, async ({ messages }) => {
  throw Object.assign(new Error('the vendor says no'), { status: messages.flatMap(({ content }) => content.flatMap((part) => ('text' in part ? [part.text] : [])))[0] });
});

export const generateModelDirectly = ai.defineFlow('generateModelDirectly', async () => {
  const { message } = await mirror({ messages: [{ role: 'user', content: [{ text: 'hi' }] }] });
  return message;
});
