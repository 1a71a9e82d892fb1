__durakit_RegisterSteps(); import { genkit } from 'durakit';

const ai = genkit({});


const __durakitArguments = 1;

export const flow = ai.defineFlow('flow', async (input: string, { sendChunk, context: { auth } }) => {
  const result = input;
  const writes = input;
  return ai.run('work', async () => [result, writes, __durakitArguments, auth, sendChunk]);
});
import { registerStep as __durakit_RegisterStep } from 'durakit/split-runtime';
function __durakit_RegisterSteps() {
  __durakit_RegisterStep('/step/flow/work', async ({
    result,
    writes
  }, {
    sideChannel: {
      sendChunk,
      context: {
        auth
      }
    }
  }, ...__durakit_Arguments) => {
    const __durakit_Result = await (async () => [result, writes, __durakitArguments, auth, sendChunk])(...__durakit_Arguments);
    return {
      result: __durakit_Result
    };
  });
}
