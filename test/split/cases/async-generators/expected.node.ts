__durakitRegisterSteps(); import { genkit } from 'durakit';

const ai = genkit({});

import { page } from './page';

async function* pages(count: number) {
  for (let index = 0; index < count; index++) {
    yield await ai.run(`page-${index}`, __durakitJournaledStep(async () => page(index), { passed: () => ({ index }) }));
  }
}

export const stream = ai.defineFlow('stream', async function* (count: number, { sendChunk }) {
  for await (const text of pages(count)) {
    sendChunk(await ai.run('format', async () => text.trim()));
    yield text;
  }
  return count;
});
import { registerStep as __durakitRegisterStep, journaledStep as __durakitJournaledStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/app/page-*', async ({
    index
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => page(index))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/stream/format', async ({
    text
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => text.trim())(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
