import { z } from 'durakit';
import type { ModelOperation } from 'durakit/plugin';
import { ai } from './ai.ts';

const poll = { initial: 5, factor: 1, max: 5 };
const looks = new Map<string, number>();

/** Done at the second look. */
function look({ id }: ModelOperation): boolean {
  looks.set(id, (looks.get(id) ?? 0) + 1);
  return (looks.get(id) ?? 0) >= 2;
}

const video = ai.defineBackgroundModel({
  name: 'opsVideo',
  label: 'Video',
  versions: ['one'],
  supports: { media: true },
  configSchema: z.object({ seconds: z.number().optional() }),
  poll,
  start: async ({ messages, config }, { context, idempotencyKey, abortSignal }) => ({
    id: `job-${idempotencyKey.length}-${abortSignal.aborted}-${String(context['user'])}-${crypto.randomUUID()}`,
    done: false,
    metadata: { said: messages.map(({ content }) => content), config },
  }),
  check: async (operation, { context, abortSignal }) => {
    if (!look(operation)) return { id: operation.id, done: false, metadata: { progress: 0.5 } };
    const text = `${operation.id.slice(0, 12)} for ${String(context['user'])} ${abortSignal.aborted}`;
    return { id: operation.id, done: true, output: { message: { role: 'model', content: [{ text }] }, usage: { outputVideos: 1 } } };
  },
  cancel: async ({ id }) => ({ id, done: true, error: { message: 'cancelled by the caller' } }),
});

const uncancellable = ai.defineBackgroundModel({
  name: 'opsUncancellable',
  poll,
  start: async () => ({ id: 'fixed', done: false }),
  check: async ({ id }) => ({ id, done: true, output: { message: { role: 'model', content: [{ text: 'done' }] } } }),
});
ai.defineBackgroundModel({
  name: 'opsFailing',
  poll,
  start: async () => ({ id: 'failing', done: false }),
  check: async ({ id }) => ({ id, done: true, error: { message: 'no more disk', status: 'RESOURCE_EXHAUSTED' } }),
});
ai.defineBackgroundModel({
  name: 'opsSilent',
  poll,
  start: async () => ({ id: 'silent', done: false }),
  check: async ({ id }) => ({ id, done: true }),
});
ai.defineModel({ name: 'opsPlain' }, async () => ({ message: { role: 'model', content: [{ text: 'hi' }] } }));
ai.defineModel({ name: 'opsBoasting', supports: { longRunning: true } }, async () => ({
  message: { role: 'model', content: [{ text: 'hi' }] },
}));

/** Without what is another one each time. */
const stable = ({ id, latencyMs, ...operation }: ModelOperation): unknown => ({ ...operation, took: typeof latencyMs, named: typeof id });

export const opsGenerate = ai.defineFlow('opsGenerate', async (model: string) => {
  const { text, operation, usage } = await ai.generate({ model, prompt: 'a cat' });
  return { text, done: operation?.done, action: operation?.action, usage };
});
export const opsGenerateByAction = ai.defineFlow(
  'opsGenerateByAction',
  async () => (await ai.generate({ model: uncancellable, prompt: 'x' })).text,
);
export const opsStart = ai.defineFlow('opsStart', async (model: string) =>
  stable(await ai.generateOperation({ model, prompt: 'a cat', config: { seconds: 3 } })),
);
export const opsBadConfig = ai.defineFlow('opsBadConfig', async () =>
  stable(await ai.generateOperation({ model: 'opsVideo', prompt: 'a cat', config: { seconds: 'three' } })),
);
export const opsCheck = ai.defineFlow('opsCheck', async (operation: ModelOperation) => ai.checkOperation(operation));
export const opsCancel = ai.defineFlow('opsCancel', async (operation: ModelOperation) => ai.cancelOperation(operation));
export const opsLoop = ai.defineFlow('opsLoop', async () => {
  let operation = await ai.generateOperation({ model: 'opsUncancellable', prompt: 'x' });
  let rounds = 0;
  while (operation.done !== true) {
    operation = await ai.checkOperation(operation);
    rounds++;
  }
  // how often depends on how far the job's own run is
  return { looked: rounds > 0, text: operation.output?.message?.content };
});
export const opsActions = ai.defineFlow('opsActions', async () => {
  const started = await uncancellable.start({ messages: [{ role: 'user', content: [{ text: 'x' }] }] });
  const unchanged = await uncancellable.cancel(started);
  const checked = await uncancellable.check(started);
  const stopped = await video.cancel({ id: 'job-1' });
  return { supports: [video.supportsCancel, uncancellable.supportsCancel], unchanged: unchanged.id, checked, stopped };
});
