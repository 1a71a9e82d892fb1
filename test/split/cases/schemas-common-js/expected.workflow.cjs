const {
  capturedStep: __durakitCapturedStep,
  capturedSchema: __durakitCapturedSchema
} = require('durakit/split-runtime');
const {
  genkit
} = require('genkit');
const ai = genkit();
exports.menu = ai.defineFlow('menu', async theme => {
  const {
    output
  } = await ai.generate({
    prompt: theme,
    output: {
      schema: __durakitCapturedSchema('/schema/menu/1')
    }
  });
  return ai.run('keep', __durakitCapturedStep('/step/menu/keep', () => ({
    output
  })));
});
