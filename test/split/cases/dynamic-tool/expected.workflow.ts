import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit, z } from 'genkit/beta';
const ai = genkit();
export const research = ai.defineFlow('research', async (tenant: string) => {
  const find = ai.dynamicTool({
    name: 'find',
    description: 'finds',
    inputSchema: z.object({
      text: z.string()
    })
  }, __durakitCapturedStep('/step/research/find', () => ({
    tenant
  })));
  return ai.generate({
    prompt: 'go',
    tools: [find, ai.tool({
      name: 'ask',
      description: 'asks'
    })]
  });
});
