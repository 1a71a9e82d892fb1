__durakitRegisterSteps(); import { genkit, z } from 'genkit';
import { z as zod } from 'zod';

interface Dish {
  name: string;
}

const ai = genkit({});
const Dish = z.object({ name: z.string() });
const schema = z.object({ name: z.string() });
const Named = ai.defineSchema('Named', z.object({ name: z.string() }));
const hello = ai.prompt('hello');
const code = ai.definePrompt({ name: 'code', output: { schema: Dish } }, async (input) => ({ messages: [] }));

export const menu = ai.defineFlow({ name: 'menu', inputSchema: z.string(), outputSchema: Dish }, async (theme) => {
  const first = await ai.generate({ prompt: theme, output: { schema: Dish } });
  const second = await ai.generate<typeof Dish>({ prompt: theme, output: { format: 'array', schema: z.array(Dish) as z.ZodType<Dish[]> } });
  const third = await ai.generate({ prompt: theme, output: { schema } } satisfies object);
  const { stream, response } = ai.generateStream({ prompt: theme, output: { schema: zod.object({ dishes: zod.array(zod.string()) }) } });
  const film = await ai.generateOperation({ model: 'film', prompt: theme, output: { 'schema': Named } });
  const plain = await ai.generate({ prompt: theme, output: { schema: { type: 'object' } } });
  const none = await ai.generate({ prompt: theme, output: { schema: undefined, jsonSchema: { type: 'string' } } });
  return [first, second, third, stream, response, film, plain, none];
});

export const prompted = ai.defineFlow('prompted', async (input: { name: string }) => {
  const { output } = await hello(input, { output: { schema: Dish } });
  const { response } = hello.stream(input, { output: { schema: z.string() } });
  const rendered = await hello.render(input, { output: { schema: Dish } });
  const inner = ai.prompt('inner');
  const answer = await inner(input, { output: { schema: Dish } });
  return [output, response, rendered, answer, await code(input, { output: { schema: z.number() } }), await ai.prompt('last')({}, { output: { schema: Dish } })];
});
import { registerSchema as __durakitRegisterSchema } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterSchema('/schema/menu/1', () => Dish);
  __durakitRegisterSchema('/schema/menu/2', () => z.array(Dish));
  __durakitRegisterSchema('/schema/menu/3', () => schema);
  __durakitRegisterSchema('/schema/menu/4', () => zod.object({
    dishes: zod.array(zod.string())
  }));
  __durakitRegisterSchema('/schema/menu/5', () => Named);
  __durakitRegisterSchema('/schema/menu/6', () => ({
    type: 'object'
  }));
  __durakitRegisterSchema('/schema/prompted/1', () => Dish);
  __durakitRegisterSchema('/schema/prompted/2', () => z.string());
  __durakitRegisterSchema('/schema/prompted/3', () => Dish);
  __durakitRegisterSchema('/schema/prompted/4', () => Dish);
  __durakitRegisterSchema('/schema/prompted/5', () => z.number());
  __durakitRegisterSchema('/schema/prompted/6', () => Dish);
}
