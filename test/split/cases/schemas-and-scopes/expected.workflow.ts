import { capturedStep as __durakitCapturedStep, capturedSchema as __durakitCapturedSchema } from 'durakit/split-runtime';
import { genkit, interrupt, tool } from 'genkit/beta';
const ai = genkit();
const search = ai.dynamicTool({
  name: 'search',
  description: 'searches',
  inputSchema: __durakitCapturedSchema('/schema/app/1'),
  outputSchema: __durakitCapturedSchema('/schema/app/2')
}, __durakitCapturedStep('/step/app/search', () => ({})));
const ask = interrupt({
  name: 'ask',
  description: 'asks',
  inputSchema: __durakitCapturedSchema('/schema/app/3'),
  outputSchema: __durakitCapturedSchema('/schema/app/4')
});
export async function suggest(ai: Genkit, prompt: string) {
  return ai.generate({
    prompt,
    tools: [search, ask],
    output: {
      schema: __durakitCapturedSchema('/schema/app#suggest/1')
    }
  });
}
async function hidden(prompt: string) {
  return ai.generate({
    prompt,
    output: {
      schema: __durakitCapturedSchema('/schema/app/5')
    }
  });
}
export class Kitchen {
  readonly menu;
  constructor(private readonly own: Genkit) {
    this.menu = own.defineFlow('menu', async (prompt: string) => this.cook(prompt));
    own.defineFlow({
      name: 'drinks'
    }, async (prompt: string) => this.own.generate({
      prompt,
      output: {
        schema: __durakitCapturedSchema('/schema/drinks/1')
      }
    }));
  }
  async cook(prompt: string) {
    return this.own.generate({
      prompt,
      output: {
        schema: __durakitCapturedSchema('/schema/app#Kitchen.cook/1')
      }
    });
  }
}
new Kitchen(ai);
for (const size of ['small', 'large']) {
  ai.defineFlow(`menu-${size}`, async (prompt: string) => [await hidden(prompt), await suggest(ai, prompt), await ai.generate({
    prompt,
    tools: [tool({
      name: 'find',
      inputSchema: __durakitCapturedSchema('/schema/app#menu-*/1')
    }, __durakitCapturedStep('/step/menu-*/find', () => ({})))],
    output: {
      schema: __durakitCapturedSchema('/schema/app#menu-*/2')
    }
  })]);
}
