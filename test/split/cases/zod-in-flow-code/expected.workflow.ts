import { capturedSchema as __durakitCapturedSchema } from 'durakit/split-runtime';
import { genkit, z } from 'genkit';
const ai = genkit();
const Answer = ai.defineSchema('Answer', z.object({
  text: z.string()
}));
export const ask = ai.defineFlow({
  name: 'ask'
}, async question => {
  const {
    output
  } = await ai.generate({
    prompt: question,
    output: {
      schema: __durakitCapturedSchema('/schema/ask/1')
    }
  });
  return Answer.parse(output);
});
