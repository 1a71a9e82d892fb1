import { DurakitError, durakit } from 'durakit';

/** Flows that wait for a vendor which says nothing more. Their steps' heartbeats are a minute long unless a test says otherwise. */
const ai = durakit({ name: 'stop', steps: { heartbeat: '60s' } });

interface Wanted {
  readonly url: string;
  readonly heartbeat?: '2s' | '60s';
}

const ask = ai.defineStep('ask', async (url: string, { abortSignal }) => await (await fetch(url, { signal: abortSignal })).text());

export const asks = ai.defineFlow('asks', ({ url, heartbeat = '60s' }: Wanted) => ai.run('ask', url, ask, { heartbeat }));

export const journaled = ai.defineFlow({ name: 'journaled', durability: 'journal' }, ({ url }: Wanted) => ai.run('ask', url, ask));

export const parent = ai.defineFlow('parent', ({ url }: Wanted) => asks({ url }));

export const grandparent = ai.defineFlow('grandparent', ({ url }: Wanted) => parent({ url }));

const speaker = ai.defineModel({ name: 'speaker', apiVersion: 'v2' }, async (request, { abortSignal, sendChunk }) => {
  const { url } = request.config as { url: string };
  const { body } = await fetch(url, { signal: abortSignal });
  let text = '';
  for await (const bytes of body ?? []) {
    const piece = new TextDecoder().decode(bytes as Uint8Array);
    text += piece;
    sendChunk({ content: [{ text: piece }] });
  }
  return { message: { role: 'model', content: [{ text }] } };
});

export const speaks = ai.defineFlow(
  'speaks',
  async ({ url }: Wanted) => (await ai.generate({ model: speaker, prompt: 'speak', config: { url } })).text,
);

interface Stopped {
  readonly status: string;
  readonly details: unknown;
  readonly step: string | undefined;
}

/** Stops its own model call when it is told that it has heard enough, and goes on. */
export const hearsEnough = ai.defineFlow('hearsEnough', async ({ url }: Wanted): Promise<Stopped | string> => {
  const enough = new AbortController();
  const spoken = ai.generate({ model: speaker, prompt: 'speak', config: { url }, abortSignal: enough.signal });
  const stopped = spoken.then(
    ({ text }) => text,
    (error: unknown): Stopped => {
      if (!(error instanceof DurakitError)) throw error;
      return { status: error.status, details: error.details, step: error.step };
    },
  );
  await ai.waitFor('enough');
  enough.abort();
  return await stopped;
});

/** Two steps wait when the cancel comes, one of them protected; a third cleans up after it. */
export const tidies = ai.defineFlow('tidies', async ({ url }: Wanted) => {
  const kept = ai.nonCancellable(() => ai.run('keep', `${url}-kept`, ask));
  try {
    await ai.run('lose', `${url}-lost`, ask);
  } finally {
    await ai.nonCancellable(() => ai.run('tidy up', `${url}-tidy`, ask));
    await kept;
  }
});
