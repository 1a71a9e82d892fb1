__durakitRegisterSteps(); import { genkit, z } from 'genkit';

const ai = genkit({});
const Answer = ai.defineSchema('Answer', z.object({ text: z.string() }));
const Question = ai.defineSchema('Question', z.string());

export const ask = ai.defineFlow({ name: 'ask', inputSchema: Question, outputSchema: Answer }, async (question) => {
  const { output } = await ai.generate({ prompt: question, output: { schema: Answer } });
  return Answer.parse(output);
});
import { registerSchema as __durakitRegisterSchema } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterSchema('/schema/ask/1', () => Answer);
}
