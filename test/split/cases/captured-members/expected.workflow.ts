import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
export const answer = ai.defineFlow('answer', async (input: {
  question: string;
  user?: {
    id: string;
  };
}) => {
  const response = await ai.generate(input.question);
  const rows = [1, 2, 3];
  await ai.run('save', __durakitCapturedStep('/step/answer/save', () => ({
    input: input == null ? input : {
      user: input.user
    },
    response: response == null ? response : {
      text: response.text,
      usage: response.usage
    },
    rows: rows == null ? rows : {
      length: rows.length
    }
  })));
  await ai.run('whole', __durakitCapturedStep('/step/answer/whole', () => ({
    rows
  })));
  return response.text;
});
