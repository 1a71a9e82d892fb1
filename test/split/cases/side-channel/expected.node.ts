__durakitRegisterSteps(); import { genkit } from 'durakit';

const ai = genkit({});

import { work } from './work';

export const destructured = ai.defineFlow('destructured', async (input: string, { sendChunk: send, context, abortSignal = null, ...rest }) => {
  return ai.run('work', async () => {
    send('begun');
    return work(input, context.auth, abortSignal, rest);
  });
});

export const whole = ai.defineFlow('whole', async (input: string, side: any) => {
  const { sendChunk } = side;
  const signal = side.abortSignal;
  return ai.run('work', async () => {
    sendChunk('begun');
    side.sendChunk(input);
    return work(signal);
  });
});

export const callback = ai.defineFlow('callback', async (input: string, streamingCallback) => {
  await ai.run('work', async () => streamingCallback?.(work(input)));
});
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/destructured/work', async ({
    input
  }, {
    sideChannel: {
      sendChunk: send,
      context,
      abortSignal = null,
      ...rest
    }
  }, ...__durakitArguments) => {
    const __durakitResult = await (async () => {
      send('begun');
      return work(input, context.auth, abortSignal, rest);
    })(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/whole/work', async ({
    input
  }, {
    sideChannel: side
  }, ...__durakitArguments) => {
    const {
      sendChunk
    } = side;
    const signal = side.abortSignal;
    const __durakitResult = await (async () => {
      sendChunk('begun');
      side.sendChunk(input);
      return work(signal);
    })(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/callback/work', async ({
    input
  }, {
    sideChannel: streamingCallback
  }, ...__durakitArguments) => {
    const __durakitResult = await (async () => streamingCallback?.(work(input)))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
