import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
export const menu = ai.defineFlow({
  name: 'menu'
}, async ({
  theme
}) => {
  const dishes = await ai.run('load', __durakitCapturedStep('/step/menu/load', () => ({
    theme
  })));
  const {
    text
  } = await ai.generate(`Suggest one of ${JSON.stringify(dishes)}`);
  return text;
});
