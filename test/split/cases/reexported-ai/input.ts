import { engine, now } from './index';

export const clock = engine.defineFlow('clock', async () => {
  const time = await engine.run('ask', async () => process.hrtime().join());
  return engine.generate({ prompt: time, tools: [now] });
});
