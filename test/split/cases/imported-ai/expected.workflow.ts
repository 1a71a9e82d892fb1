import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { ai as app } from './ai.ts';
export const summary = app.defineFlow('summary', async (path: string) => {
  const text = await app.run('read', __durakitCapturedStep('/step/summary/read', () => ({
    path
  })));
  return (await app.generate(text)).text;
});
