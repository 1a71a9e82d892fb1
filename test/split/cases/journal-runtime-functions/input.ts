import { genkit } from 'durakit';

const ai = genkit({});

import { make } from './make';

export const flow = ai.defineFlow('flow', async (input: string) => {
  const transform = make(input);
  const steps = [async () => input];
  await ai.run('call', async () => transform(input));
  await ai.run('value', steps[0]);
  return ai.run('made', make(input));
});

async function withRetry(name: string, task: () => Promise<string>) {
  return ai.run(name, task);
}
export const wrapped = ai.defineFlow('wrapped', async (input: string) => withRetry('x', async () => input));
