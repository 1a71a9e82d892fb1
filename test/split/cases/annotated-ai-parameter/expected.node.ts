__durakitRegisterSteps(); import type { Genkit } from 'genkit';
import { z } from 'genkit';

export function defineGreeting(engine: Genkit) {
  return engine.defineFlow({ name: 'greeting', inputSchema: z.string(), outputSchema: z.string() }, async (name) => {
    return engine.run('greet', async () => `Hello ${name} of ${process.pid}`);
  });
}

export async function greetTwice({ ai, log }: { ai: Genkit; log: (text: string) => void }, name: string) {
  return ai.run('twice', async () => `${name} ${name}`);
}
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/greeting/greet', async ({
    name
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => `Hello ${name} of ${process.pid}`)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/greetTwice/twice', async ({
    name
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => `${name} ${name}`)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
