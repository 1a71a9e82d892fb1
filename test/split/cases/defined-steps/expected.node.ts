__durakitRegisterSteps(); import { readFile } from 'node:fs/promises';
import { ai, imported } from './steps';

const settings = { retry: { maxAttempts: 1 } };
const own = ai.defineStep('own', async (path: string) => readFile(path, 'utf8'), settings);
const steps = { member: ai.defineStep('member', async () => 1, { timeout: process.env.LIMIT, retry: { maxAttempts: 2 } }) };
const load = async (path: string) => readFile(path, 'utf8');

export const flow = ai.defineFlow('flow', async (path: string) => [
  await ai.run('renamed', path, own),
  await ai.run('renamed, with options', path, own, { retry: { maxAttempts: 2 } }),
  await ai.run('without input', steps.member),
  await ai.run('imported', path, imported, settings),
  await own(path),
  await ai.run('a function with options', path, load, { timeout: '5s' }),
]);
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/flow/a function with options', async (__durakitCaptured, {}, ...__durakitArguments) => {
    const __durakitResult = await load(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
