import './tools';
import './plain';
import { getUser } from './tools.js';
import { register } from './register';
import { text } from './plain';
import { ai } from './ai';

register(ai);

export const flow = ai.defineFlow('flow', async () => {
  return ai.run('direct', async () => getUser(text));
});
