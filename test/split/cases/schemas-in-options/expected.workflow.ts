import { capturedStep as __durakitCapturedStep, capturedSchema as __durakitCapturedSchema } from 'durakit/split-runtime';
import { genkit, z } from 'genkit';
const ai = genkit();
const Dish = z.object({
  name: z.string()
});
const base = {
  model: 'fake',
  output: {
    schema: __durakitCapturedSchema('/schema/menu/1')
  }
};
const output = {
  schema: __durakitCapturedSchema('/schema/menu/2')
};
export const shared = {
  output: {
    schema: z.string()
  }
};
const inner = {
  schema: Dish
};
const first = {
  output: inner
};
const second = {
  output: inner
};
const read = {
  output: {
    schema: z.number()
  }
};
export const menu = ai.defineFlow('menu', async (theme: string) => {
  const local = {
    prompt: theme,
    output: {
      schema: __durakitCapturedSchema('/schema/menu/3')
    }
  };
  const travelling = {
    prompt: theme,
    output: {
      schema: z.null()
    }
  };
  return [await ai.generate({
    ...base,
    prompt: theme
  }), await ai.generate({
    ...base,
    prompt: 'again'
  }), await ai.generate({
    prompt: theme,
    output
  }), await ai.generate(local), await ai.generate({
    ...shared,
    prompt: theme
  }), await ai.generate({
    ...read,
    prompt: theme
  }), await ai.generate(first), await ai.generate(second), second.output.schema, await ai.generate(travelling), read.output.schema.parse(1), await ai.run('step', __durakitCapturedStep('/step/menu/step', () => ({
    travelling
  })))];
});
