import { genkit } from 'durakit';
import { OpenAI } from 'openai';
import { container } from 'container';

const ai = genkit({});
const openAi = new OpenAI();

export const tool = ai.defineTool({ name: 'tool', description: 'tool' }, async (id: string) => {
  const engine = container.get('genkit');
  return engine.genkit.run('inside a tool', async () => id);
});

async function lookUp(someAi, id: string) {
  return someAi.run('look up', async () => id);
}

export const journaled = ai.defineFlow('journaled', async (id: string) => lookUp(container.get('ai'), id));
export const sandboxed = ai.defineFlow('sandboxed', async (id: string) => ai.run('plain', async () => openAi.run('chat', id)));

container.whenReady((otherAi) => otherAi.run('at the top', async () => 1));
