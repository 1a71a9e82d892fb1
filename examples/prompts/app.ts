import { durakit, z } from 'durakit';
import { pretend } from './pretend.ts';

const ai = durakit({ name: 'prompts', promptDir: `${import.meta.dirname}/prompts` });

/** Needs no key. A vendor's goes here as well: `openai.model('gpt-5-mini')`. */
const model = ai.defineModel({ name: 'pretend', supports: { systemRole: true, constrained: 'all' } }, pretend);

/** `prompts/recipe.prompt` refers to it by this name. */
const Recipe = ai.defineSchema('Recipe', z.object({ title: z.string(), minutes: z.number(), ingredients: z.array(z.string()) }));
type Recipe = z.infer<typeof Recipe>;

ai.defineHelper('upper', (text: string) => text.toUpperCase());

const shoppingList = ai.definePrompt({
  name: 'shoppingList',
  model,
  input: { schema: Recipe },
  prompt: 'Write a shopping list:{{#each ingredients}}\n- {{this}}{{/each}}',
});

export const dinner = ai.defineFlow({ name: 'dinner', inputSchema: z.object({ dish: z.string() }) }, async ({ dish }) => {
  const { output: recipe } = await ai.prompt<{ dish: string }, Recipe>('recipe')({ dish });
  const { text: teaser } = await ai.prompt('recipe', { variant: 'teaser' })({ dish });
  const { text: list } = await shoppingList(recipe ?? undefined);
  return { recipe, teaser, list };
});
