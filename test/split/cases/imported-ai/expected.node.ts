__durakitRegisterSteps(); import { readFile } from 'node:fs/promises';
import { ai as app } from './ai.ts';

export const summary = app.defineFlow('summary', async (path: string) => {
  const text = await app.run('read', () => readFile(path, 'utf8'));
  return (await app.generate(text)).text;
});
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/summary/read', async ({
    path
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (() => readFile(path, 'utf8'))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
