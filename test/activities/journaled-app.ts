import { durakit } from 'durakit';

/** Journaled flows by hand (`durability: 'journal'`): their code does what the sandbox cannot hold. */
const ai = durakit({ name: 'journaled' });

// The files of Node without an import: without the build-time split this module is bundled for the sandbox as well.
const files = (): typeof import('node:fs') => process.getBuiltinModule('node:fs');
const log = (file: string, line: string): void => files().appendFileSync(file, `${line}\n`);
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function untilReleased(file: string, abortSignal: AbortSignal): Promise<void> {
  while (!files().existsSync(`${file}.release`)) {
    abortSignal.throwIfAborted();
    await pause(20);
  }
}

export const steps = ai.defineFlow({ name: 'steps', durability: 'journal' }, async (file: string) => {
  const title = files().readFileSync(`${file}.title`, 'utf8');
  const first = await ai.run('first', () => (log(file, 'first'), { title, missing: undefined }));
  await ai.run('second', async (_input, { abortSignal }) => {
    log(file, 'second');
    await untilReleased(file, abortSignal);
  });
  const third = await ai.run('third', () => (log(file, 'third'), 3));
  return { first, third };
});

/** Whichever ends first the first time must also win when the flow runs again. */
export const race = ai.defineFlow({ name: 'race', durability: 'journal' }, async (file: string) => {
  const slow = ai.run('slow', async () => (await pause(150), 'slow'));
  const quick = ai.run('quick', () => 'quick');
  const winner = await Promise.race([slow, quick]);
  await ai.run('hold', async (_input, { abortSignal }) => (log(file, winner), await untilReleased(file, abortSignal)));
  return winner;
});

const child = ai.defineFlow('child', async (name: string): Promise<string> => `child ${name}`);

export const waits = ai.defineFlow({ name: 'waits', durability: 'journal' }, async (file: string): Promise<unknown[]> => {
  const first = await ai.run('first', () => (log(file, 'first'), 'one'));
  await ai.sleep(10);
  const [event, called] = await Promise.all([ai.waitFor<string>('go'), child('of waits')]);
  const late = await ai.waitFor('late', { timeout: '100ms' }).catch((error: Error & { status?: string }) => error.status);
  const last = await ai.run('last', () => (log(file, 'last'), `${first} ${event}`));
  return [last, called, late];
});

export const fails = ai.defineFlow({ name: 'fails', durability: 'journal' }, async (file: string) => {
  const caught = await ai
    .run(
      'throws',
      () => {
        log(file, 'throws');
        throw new RangeError('out of gruel');
      },
      { retry: { maxAttempts: 2, initialInterval: 10 } },
    )
    .catch((error: Error & { step?: string }) => `${error.message} in ${error.step}`);
  await ai.run('hold', (_input, { abortSignal }) => (log(file, 'hold'), untilReleased(file, abortSignal)));
  throw new Error(`${caught}, twice`);
});

export const changing = ai.defineFlow({ name: 'changing', durability: 'journal' }, async (file: string) => {
  const again = files().existsSync(`${file}.again`);
  files().writeFileSync(`${file}.again`, '');
  await ai.run(again ? 'renamed' : 'original', () => log(file, again ? 'renamed' : 'original'));
  await ai.run('hold', (_input, { abortSignal }) => (log(file, 'hold'), untilReleased(file, abortSignal)));
});

const history: string[] = [];

/** State of the module that flow code itself changes, with waits in between. */
export const remembers = ai.defineFlow({ name: 'remembers', durability: 'journal' }, async (file: string) => {
  log(file, 'begun');
  history.push('begun');
  await ai.sleep(10);
  history.push(await ai.run('step', () => 'slept'));
  const one = ai.waitFor<string>('one').then((event) => (log(file, event), event));
  const events = await Promise.all([one, ai.waitFor<string>('two')]);
  history.push(...events);
  return history.splice(0);
});
