import type { Genkit } from 'genkit';

enum Mood {
  Happy = 'happy',
}

export async function helper(ai: Genkit, theme: string): Promise<string> {
  return ai.run('help', async () => `${Mood.Happy} ${theme}`);
}
