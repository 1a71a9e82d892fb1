import type { GenerateOptions } from 'durakit';
import { ai, call, script } from './ai.ts';
import { echoTool } from './generate-script.ts';

export { generateScript } from './generate-script.ts';

export const generateUsage = ai.defineFlow('generateUsage', async (options: GenerateOptions) => {
  const { usage, lastUsage } = await ai.generate({ model: script, prompt: 'go', tools: [echoTool], ...options });
  return { usage, lastUsage };
});

/** A signal of the flow's own that fires before, or in the middle. */
export const generateAbortedBefore = ai.defineFlow('generateAbortedBefore', async () => {
  const controller = new AbortController();
  controller.abort();
  await ai.generate({ model: script, prompt: 'go', abortSignal: controller.signal });
});

/** What happened in this process, by the name of a run. */
const running = new Map<string, PromiseWithResolvers<void>>();
const calls = new Map<string, number>();
const doorOf = (name: string): PromiseWithResolvers<void> => {
  const door = running.get(name) ?? Promise.withResolvers<void>();
  running.set(name, door);
  return door;
};

const endless = ai.defineTool(
  { name: 'generateEndless', description: 'ends when it is stopped' },
  async (name: string, { abortSignal }) => {
    doorOf(name).resolve();
    await new Promise((resolve) => abortSignal.addEventListener('abort', resolve, { once: true }));
    throw abortSignal.reason;
  },
);
const deaf = ai.defineTool({ name: 'generateDeaf', description: 'does not look at its signal' }, async (name: string) => {
  doorOf(name).resolve();
  await doorOf(`${name}-end`).promise;
  return 'done';
});
/** Asks for the tool that its prompt names, until it has an answer. */
const counting = ai.defineModel({ name: 'generateCounting', supports: { tools: true } }, async ({ messages, config }) => {
  const { tool = '', run = '' } = (config ?? {}) as { tool?: string; run?: string };
  calls.set(run, (calls.get(run) ?? 0) + 1);
  const content = messages.at(-1)?.role === 'tool' ? [{ text: 'never said' }] : [call(tool, run, '1')];
  return { message: { role: 'model' as const, content }, finishReason: 'stop' as const };
});

/** A signal of the flow's own that fires while a tool runs. */
export const generateAbortedInside = ai.defineFlow('generateAbortedInside', async ({ tool, run }: { tool: string; run: string }) => {
  const controller = new AbortController();
  const answering = ai.generate({
    model: counting,
    prompt: 'go',
    tools: [endless, deaf],
    config: { tool, run },
    abortSignal: controller.signal,
  });
  await ai.run('until the tool runs', async () => await doorOf(run).promise);
  controller.abort();
  await ai.run('let the tool end', async () => doorOf(`${run}-end`).resolve());
  try {
    return (await answering).text;
  } catch (error) {
    return [(error as { status?: string }).status, await ai.run('count the calls of the model', async () => calls.get(run))];
  }
});

const endlessModel = ai.defineModel({ name: 'generateEndlessModel' }, async (_request, { abortSignal }) => {
  await new Promise((resolve) => abortSignal.addEventListener('abort', resolve, { once: true }));
  throw abortSignal.reason;
});

export const generateCancelledModel = ai.defineFlow('generateCancelledModel', async () => {
  await ai.generate({ model: endlessModel, prompt: 'go' });
});

const failing = ai.defineModel({ name: 'generateFailing' }, async ({ messages }) => {
  throw Object.assign(new Error('the vendor says no'), {
    status: messages.flatMap(({ content }) => content.flatMap((part) => ('text' in part ? [part.text] : [])))[0],
  });
});

export const generateModelFails = ai.defineFlow(
  'generateModelFails',
  async (status: string) => (await ai.generate({ model: failing, prompt: status })).text,
);

export const generateAtOnce = ai.defineFlow('generateAtOnce', async () => {
  const answers = (number: number): unknown => [[call('generateEcho', number, '1')], [call('generateEcho', number * 10, '2')]];
  const all = [1, 2, 3].map((number) =>
    ai.generate({ model: script, prompt: `go ${number}`, tools: [echoTool], config: { answers: answers(number) } }),
  );
  return (await Promise.all(all)).map(({ text }) => text);
});

/** A conversation that goes on with `messages`. */
export const generateGoesOn = ai.defineFlow('generateGoesOn', async () => {
  const config = { answers: ['first', 'second'] };
  const first = await ai.generate({ model: script, prompt: 'one', config });
  const second = await ai.generate({ model: script, messages: first.messages, prompt: 'two', config });
  return second.messages;
});
