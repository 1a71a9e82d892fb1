import { genkit } from 'durakit';

const ai = genkit({});


export const flow = ai.defineFlow('flow', async (name: string) => {
  const tool = ai.defineTool({ name, description: 'd' }, async () => 1);
  return ai.generate({ prompt: 'x', tools: [tool] });
});
