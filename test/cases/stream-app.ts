import type { GenerateOptions, GenerateResponseChunk } from 'durakit';
import type { GenerateResponseChunkData } from 'durakit/schemas';
import { ai, call, describeError, script } from './ai.ts';
import { echoTool } from './generate-script.ts';

/** Chunks of a call with tools, as a listener gets them. */
export const generateListens = ai.defineFlow('generateListens', async (options: GenerateOptions) => {
  const heard: unknown[] = [];
  const onChunk = (chunk: GenerateResponseChunk): void =>
    void heard.push({ ...chunk.toJSON(), accumulated: chunk.accumulatedText, previous: chunk.previousText });
  const { text } = await ai.generate({ model: script, prompt: 'go', tools: [echoTool], ...options, onChunk });
  return { heard, text };
});

export const generateOldListener = ai.defineFlow('generateOldListener', async () => {
  const heard: string[] = [];
  await ai.generate({
    model: script,
    prompt: 'go',
    config: { answers: ['hello'] },
    streamingCallback: (chunk) => void heard.push(chunk.text),
  });
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
  const { stream, response } = ai.generateStream({
    model: script,
    prompt: 'go',
    config: { answers: [{ finishReason: 'blocked', finishMessage: 'no' }] },
  });
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

/** The reader of a stream may leave. */
export const generateStreamLeft = ai.defineFlow('generateStreamLeft', async () => {
  const answers = [[call('generateEcho', 1, '1')], 'the end'];
  const { stream, response } = ai.generateStream({ model: script, prompt: 'go', tools: [echoTool], config: { answers } });
  for await (const chunk of stream) if (chunk.role === 'tool') break;
  return (await response).text;
});
