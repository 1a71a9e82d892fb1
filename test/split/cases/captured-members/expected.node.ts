__durakitRegisterSteps(); import { genkit } from 'durakit';

const ai = genkit({});

import { save } from './save';

export const answer = ai.defineFlow('answer', async (input: { question: string; user?: { id: string } }) => {
  const response = await ai.generate(input.question);
  const rows = [1, 2, 3];
  await ai.run('save', async () => save(response.text, response.usage.inputTokens, input.user?.id, rows.length));
  await ai.run('whole', async () => save(rows, rows.length, rows.map((row) => row + 1)));
  return response.text;
});
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/answer/save', async ({
    input,
    response,
    rows
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => save(response.text, response.usage.inputTokens, input.user?.id, rows.length))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/answer/whole', async ({
    rows
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => save(rows, rows.length, rows.map(row => row + 1)))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
