__durakitRegisterSteps(); import { genkit } from 'durakit';

const ai = genkit({});

const history: string[] = [];
let calls = 0;
const cache = new Map<string, string>();
const settings = { tone: 'calm' };

function remember(text: string) {
  history.push(text);
}

export const chat = ai.defineFlow('chat', async (text: string) => {
  calls++;
  remember(text);
  return history.join();
});
export const reads = ai.defineFlow('reads', async (key: string) => cache.get(key));
export const stepped = ai.defineFlow('stepped', async (key: string) => ai.run('put', async () => void cache.set(key, 'x')));
export const clean = ai.defineFlow('clean', async () => settings.tone);
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/stepped/put', async ({
    key
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => void cache.set(key, 'x'))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
