import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
export const destructured = ai.defineFlow('destructured', async (input: string, {
  sendChunk: send,
  context,
  abortSignal = null,
  ...rest
}) => {
  return ai.run('work', __durakitCapturedStep('/step/destructured/work', () => ({
    input
  })));
});
export const whole = ai.defineFlow('whole', async (input: string, side: any) => {
  return ai.run('work', __durakitCapturedStep('/step/whole/work', () => ({
    input
  })));
});
export const callback = ai.defineFlow('callback', async (input: string, streamingCallback) => {
  await ai.run('work', __durakitCapturedStep('/step/callback/work', () => ({
    input
  })));
});
