__durakitRegisterSteps(); import { genkit } from 'durakit';

const ai = genkit({});

import { pure, reads } from './handlers';

async function handle(text: string, { sendChunk }) {
  return ai.run('send', async () => sendChunk(text));
}

export const local = ai.defineFlow('local', handle);
export const imported = ai.defineFlow('imported', pure);
export const journaled = ai.defineFlow('journaled', reads);
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/local/send', async ({
    text
  }, {
    sideChannel: {
      sendChunk
    }
  }, ...__durakitArguments) => {
    const __durakitResult = await (async () => sendChunk(text))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
