import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import './tools';
import './tools.js';
import { register } from './register';
import { ai } from './ai';
register(ai);
export const flow = ai.defineFlow('flow', async () => {
  return ai.run('direct', __durakitCapturedStep('/step/flow/direct', () => ({})));
});
