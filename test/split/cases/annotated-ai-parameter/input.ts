import type { Genkit } from 'genkit';
import { z } from 'genkit';

export function defineGreeting(engine: Genkit) {
  return engine.defineFlow({ name: 'greeting', inputSchema: z.string(), outputSchema: z.string() }, async (name) => {
    return engine.run('greet', async () => `Hello ${name} of ${process.pid}`);
  });
}

export async function greetTwice({ ai, log }: { ai: Genkit; log: (text: string) => void }, name: string) {
  return ai.run('twice', async () => `${name} ${name}`);
}
