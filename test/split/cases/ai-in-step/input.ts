import { genkit } from 'genkit';

export function create(ai: ReturnType<typeof genkit>) {
  const { run } = ai;
  return ai.defineFlow('ask', async (text: string) => {
    return run('ask', async () => {
      const inner = await run('inner', async () => text.trim());
      return (await ai.generate(inner)).text;
    });
  });
}
