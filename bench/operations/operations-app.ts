import { durakit } from 'durakit';

/** A background model of the bench's vendor, with the default schedule. */
const ai = durakit({ name: 'bench-operations' });
const vendor = process.env['BENCH_VENDOR'] ?? '';

async function ask(path: string, init: RequestInit): Promise<{ readonly id: string; readonly done: boolean }> {
  const response = await fetch(`${vendor}${path}`, init);
  if (!response.ok) throw new Error(`the vendor answered HTTP ${response.status}`);
  return (await response.json()) as { id: string; done: boolean };
}

ai.defineBackgroundModel({
  name: 'bench/video',
  start: async (_request, { idempotencyKey, abortSignal }) =>
    await ask(`/start/${idempotencyKey}`, { method: 'POST', signal: abortSignal }),
  check: async ({ id }, { abortSignal }) => {
    const { done } = await ask(`/look/${id}`, { signal: abortSignal });
    return { id, done, ...(done && { output: { message: { role: 'model', content: [{ text: id }] }, finishReason: 'stop' } }) };
  },
});
