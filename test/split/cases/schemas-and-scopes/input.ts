import { genkit, interrupt, tool, z, type Genkit } from 'genkit/beta';

const ai = genkit({});
const Dish = z.object({ name: z.string() });

const search = ai.dynamicTool({ name: 'search', description: 'searches', inputSchema: Dish, outputSchema: z.array(Dish) }, async (dish) => [dish]);
const ask = interrupt({ name: 'ask', description: 'asks', inputSchema: Dish, outputSchema: z.boolean() });

export async function suggest(ai: Genkit, prompt: string) {
  return ai.generate({ prompt, tools: [search, ask], output: { schema: Dish } });
}

async function hidden(prompt: string) {
  return ai.generate({ prompt, output: { schema: Dish } });
}

export class Kitchen {
  readonly menu;
  constructor(private readonly own: Genkit) {
    this.menu = own.defineFlow('menu', async (prompt: string) => this.cook(prompt));
    own.defineFlow({ name: 'drinks' }, async (prompt: string) => this.own.generate({ prompt, output: { schema: z.array(Dish) } }));
  }
  async cook(prompt: string) {
    return this.own.generate({ prompt, output: { schema: Dish } });
  }
}
new Kitchen(ai);

for (const size of ['small', 'large']) {
  ai.defineFlow(`menu-${size}`, async (prompt: string) => [
    await hidden(prompt),
    await suggest(ai, prompt),
    await ai.generate({ prompt, tools: [tool({ name: 'find', inputSchema: z.string() }, async (text) => text)], output: { schema: Dish } }),
  ]);
}
