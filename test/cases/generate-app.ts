import { durakit, type GenerateOptions } from 'durakit';
import { ai, call, mirror } from './ai.ts';

export { generateScript } from './generate-script.ts';

/** An app of its own, which has a default model. */
const withDefault = durakit({
  name: 'generate-default',
  model: { name: 'generateDefault', version: 'v2', config: { temperature: 1, topK: 3 } },
});
withDefault.defineModel({ name: 'generateDefault' }, async (request) => ({
  message: { role: 'model', content: [{ text: JSON.stringify(request) }] },
  finishReason: 'stop',
}));

const contextTool = ai.defineTool(
  { name: 'generateContextTool', description: 'gives its context' },
  async (_input: unknown, { context }) => context,
);
const contextModel = ai.defineModel({ name: 'generateContextModel', supports: { tools: true } }, async ({ messages }, { context }) => {
  const last = messages.at(-1)?.content.flatMap((part) => ('toolResponse' in part ? [part.toolResponse.output] : [])) ?? [];
  const content =
    last.length === 0 ? [call('generateContextTool', {}, '1')] : [{ text: JSON.stringify({ model: context, tool: last[0] }) }];
  return { message: { role: 'model' as const, content }, finishReason: 'stop' as const };
});

ai.defineResource({ name: 'generateFixed', uri: 'cases://fixed' }, async () => ({ content: [{ text: 'fixed content' }] }));
ai.defineResource({ name: 'generateTemplate', template: 'cases://item/{id}' }, async ({ uri }) => ({
  content: [{ text: `content of ${uri}` }],
}));

/** What the model is asked, for the given options. */
export const generateMirror = ai.defineFlow('generateMirror', async (options: GenerateOptions) => {
  const { text } = await ai.generate({ ...options, model: options.model ?? mirror });
  return JSON.parse(text) as unknown;
});

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

export const generateModelDirectly = ai.defineFlow('generateModelDirectly', async () => {
  const { message } = await mirror({ messages: [{ role: 'user', content: [{ text: 'hi' }] }] });
  return message;
});
