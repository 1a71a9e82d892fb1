__durakitRegisterSteps(); import { genkit } from 'genkit';

export function create(ai: ReturnType<typeof genkit>) {
  const { run } = ai;
  return ai.defineFlow('ask', async (text: string) => {
    return run('ask', async () => {
      const inner = await run('inner', async () => text.trim());
      return (await ai.generate(inner)).text;
    });
  });
}
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/ask/ask', async ({
    text
  }, {
    ai: __durakitAi
  }, ...__durakitArguments) => {
    const ai = __durakitAi;
    const run = __durakitAi.run;
    const __durakitResult = await (async () => {
      const inner = await run('inner', async () => text.trim());
      return (await ai.generate(inner)).text;
    })(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
