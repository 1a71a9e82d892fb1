import { DurakitError, durakit, z } from 'durakit';

/** The app of the walking skeleton's tests, in the explicit style. Its steps leave a line in a log file for each time that they run. */
const ai = durakit({ name: 'skeleton', context: { app: 'skeleton' } });

// The files of Node without an import: this module is bundled for the sandbox as well, where the bodies of steps never run.
const files = (): typeof import('node:fs') => process.getBuiltinModule('node:fs');
const log = (file: string, line: string): void => files().appendFileSync(file, `${line}\n`);
const lines = (file: string, text: string): number =>
  files()
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line === text).length;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const first = ai.defineStep('first', (file: string) => (log(file, 'first'), 1));
const second = ai.defineStep(
  'second',
  async (file: string, { abortSignal }) => {
    log(file, 'second');
    while (!files().existsSync(`${file}.release`)) {
      abortSignal.throwIfAborted();
      await pause(20);
    }
    return 2;
  },
  { heartbeat: '2s' },
);
const third = ai.defineStep('third', (file: string) => (log(file, 'third'), 3));

export const threeSteps = ai.defineFlow({ name: 'threeSteps', inputSchema: z.object({ file: z.string() }) }, async ({ file }) => {
  return [await first(file), await second(file), await third(file)];
});

const stoppable = ai.defineStep(
  'stoppable',
  (file: string, { abortSignal }) =>
    new Promise<never>((_resolve, reject) => {
      log(file, 'started');
      abortSignal.addEventListener('abort', () => {
        log(file, 'aborted');
        reject(abortSignal.reason as Error);
      });
    }),
  { heartbeat: '1s' },
);
const cleanUp = ai.defineStep('cleanUp', (file: string) => log(file, 'cleaned up'));

export const cancellable = ai.defineFlow('cancellable', async (file: string, { abortSignal }) => {
  try {
    await stoppable(file);
  } finally {
    const aborted = abortSignal.aborted;
    await ai.nonCancellable(() => cleanUp(file));
    if (aborted) await ai.nonCancellable(() => ai.run('note', file, first));
  }
});

const flaky = ai.defineStep(
  'flaky',
  (file: string) => {
    log(file, 'flaky');
    if (lines(file, 'flaky') < 3) throw new TypeError('not yet');
    return 'third time lucky';
  },
  { retry: { initialInterval: 10 } },
);
function makeCycle(): unknown {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  return cycle;
}

const broken = ai.defineStep('broken', (kind: string) => {
  if (kind === 'status') throw new DurakitError({ status: 'NOT_FOUND', message: 'no such dish', details: { dish: 'gruel' } });
  if (kind === 'large') return 'x'.repeat(3_000_000);
  if (kind === 'function') return () => 'a forgotten call';
  if (kind === 'cycle') return makeCycle();
  if (kind === 'object') throw { status: 'NOT_FOUND', message: 'gone' }; // eslint-disable-line @typescript-eslint/only-throw-error -- what libraries do
  throw new RangeError('out of gruel');
});

export const retried = ai.defineFlow('retried', (file: string) => flaky(file));
export const failing = ai.defineFlow('failing', (kind: string) => ai.run('make gruel', kind, broken, { retry: { maxAttempts: 1 } }));
export const typo = ai.defineFlow('typo', () => (undefined as unknown as { dish: string }).dish);

export const approval = ai.defineFlow(
  { name: 'approval', outputSchema: z.object({ by: z.string() }) },
  async (timeout: string | undefined) => {
    const schema = z.object({ by: z.string() });
    return await ai.waitFor('approve', { schema, ...(timeout !== undefined && { timeout: timeout as '1s' }) });
  },
);

export const child = ai.defineFlow('child', async (name: string) => `${name} of ${String(ai.currentContext()?.['tenant'])}`);
const inlineChild = ai.defineFlow({ name: 'inlineChild', inline: true }, async (name: string) => `inline ${name}`);
const readContext = ai.defineStep('readContext', (_input: void, { context }) => context);
export const parent = ai.defineFlow('parent', async (): Promise<unknown[]> => {
  await ai.sleep(1);
  return [await child('a child'), await inlineChild('a child'), await readContext(), ai.currentContext()];
});

export const lying = ai.defineFlow({ name: 'lying', outputSchema: z.object({ sum: z.number() }) }, async () => ({ sum: 'many' }) as never);

/** A step that fails before anybody awaits it. */
export const early = ai.defineFlow('early', async () => {
  const failing = ai.run('fails early', 'status', broken, { retry: { maxAttempts: 1 } });
  await ai.sleep(1_500);
  return await failing.catch((error: DurakitError) => error.status);
});

const strict = ai.defineFlow({ name: 'strict', inline: true, inputSchema: z.object({ n: z.number() }) }, async ({ n }) => {
  await first('/dev/null');
  return n;
});

/** A border that refuses, and a flow that catches it: the same way must be taken when the run is replayed. */
export const catches = ai.defineFlow('catches', async () => {
  const caught = await strict({ n: 'one' } as never).catch((error: DurakitError) => error.status);
  return [caught, await strict({ n: 1 })];
});

/** Options of a child run count: a second one of the same id is refused. */
export const twins = ai.defineFlow('twins', async (id: string) => {
  const second = async (): Promise<unknown> => child('second', { id }).catch((error: DurakitError) => error.status);
  return [await child('first', { id, timeout: '1m' }), await second()];
});
