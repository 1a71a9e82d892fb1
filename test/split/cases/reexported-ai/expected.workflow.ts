import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { engine, now } from './index';
export const clock = engine.defineFlow('clock', async () => {
  const time = await engine.run('ask', __durakitCapturedStep('/step/clock/ask', () => ({})));
  return engine.generate({
    prompt: time,
    tools: [now]
  });
});
