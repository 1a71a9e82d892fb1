import { durakit } from 'durakit';

/** A flow whose one step waits for a vendor, with the defaults: heartbeats of 10 s. */
const ai = durakit({ name: 'bench-stop' });

const ask = ai.defineStep('ask', async (url: string, { abortSignal }) => await (await fetch(url, { signal: abortSignal })).text());

export const asks = ai.defineFlow('asks', (url: string) => ask(url));
