import { GenerateResponse, GenerateResponseChunk, Message, z, type GenerateOptions } from 'durakit';
import { ai, call, script } from './ai.ts';
import { echoTool } from './generate-script.ts';

export { generateScript } from './generate-script.ts';

export const generateGetters = ai.defineFlow('generateGetters', async (options: GenerateOptions) => {
  const response = await ai.generate({ model: script, prompt: 'go', returnToolRequests: true, ...options });
  const { text, reasoning, media, data, output, toolRequests, interrupts, messages, finishReason, finishMessage, custom, raw, model } =
    response;
  return {
    text,
    reasoning,
    media,
    data,
    output,
    toolRequests,
    interrupts,
    messages,
    finishReason,
    finishMessage,
    custom,
    raw,
    model,
    valid: response.isValid(),
  };
});

export const generateInvalidSchema = ai.defineFlow('generateInvalidSchema', async () => {
  await ai.generate({ model: script, prompt: 'go', output: { schema: z.object({ n: z.number() }) }, config: { answers: ['{"n":"one"}'] } });
});

export const generateStructured = ai.defineFlow('generateStructured', async () => {
  const response = await ai.generate({
    model: script,
    prompt: 'go',
    output: { schema: z.object({ n: z.number() }) },
    config: { answers: ['{"n":1}'] },
  });
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
  return { requests: response.toolRequests, valid: response.isValid() };
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
