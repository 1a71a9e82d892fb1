import { genkit } from 'durakit';

const ai = genkit({});

import { work } from './work';

export const destructured = ai.defineFlow('destructured', async (input: string, { sendChunk: send, context, abortSignal = null, ...rest }) => {
  return ai.run('work', async () => {
    send('begun');
    return work(input, context.auth, abortSignal, rest);
  });
});

export const whole = ai.defineFlow('whole', async (input: string, side: any) => {
  const { sendChunk } = side;
  const signal = side.abortSignal;
  return ai.run('work', async () => {
    sendChunk('begun');
    side.sendChunk(input);
    return work(signal);
  });
});

export const callback = ai.defineFlow('callback', async (input: string, streamingCallback) => {
  await ai.run('work', async () => streamingCallback?.(work(input)));
});
