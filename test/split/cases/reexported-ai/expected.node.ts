__durakitRegisterSteps(); import { engine, now } from './index';

export const clock = engine.defineFlow('clock', async () => {
  const time = await engine.run('ask', async () => process.hrtime().join());
  return engine.generate({ prompt: time, tools: [now] });
});
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/clock/ask', async (__durakitCaptured, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => process.hrtime().join())(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
