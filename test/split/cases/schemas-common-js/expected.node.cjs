__durakitRegisterSteps(); const { genkit, z } = require('genkit');

const ai = genkit({});
const Dish = z.object({ name: z.string() });

exports.menu = ai.defineFlow('menu', async (theme) => {
  const { output } = await ai.generate({ prompt: theme, output: { schema: Dish } });
  return ai.run('keep', async () => output);
});
function __durakitRegisterSteps() {
  const {
    registerStep: __durakitRegisterStep,
    registerSchema: __durakitRegisterSchema
  } = require('durakit/split-runtime');
  __durakitRegisterStep('/step/menu/keep', async ({
    output
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => output)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterSchema('/schema/menu/1', () => Dish);
}
