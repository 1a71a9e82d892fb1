import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { ai, imported } from './steps';
const settings = {
  retry: {
    maxAttempts: 1
  }
};
const own = ai.defineStep('own', undefined, settings);
const steps = {
  member: ai.defineStep('member', undefined, {
    retry: {
      maxAttempts: 2
    }
  })
};
export const flow = ai.defineFlow('flow', async (path: string) => [await ai.run('renamed', path, own), await ai.run('renamed, with options', path, own, {
  retry: {
    maxAttempts: 2
  }
}), await ai.run('without input', steps.member), await ai.run('imported', path, imported, settings), await own(path), await ai.run('a function with options', path, __durakitCapturedStep('/step/flow/a function with options', () => ({})), {
  timeout: '5s'
})]);
