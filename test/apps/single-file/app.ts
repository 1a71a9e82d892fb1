import { durakit, z } from 'durakit';
import { createHash } from 'node:crypto';
import { mark } from '../mark.js';

const secret = createHash('sha256').update('a client at module level').digest('hex');
const ai = durakit({ name: 'single-file' });

export const main = ai.defineFlow({ name: 'main', inputSchema: z.object({ log: z.string() }) }, async ({ log }) => {
  const first = await ai.run('first', async () => {
    await mark(log, 'first');
    return { digest: createHash('sha256').update(secret).digest('hex').slice(0, 8) };
  });
  const second = await ai.run('second', async () => {
    await mark(log, 'second');
    return `${first.digest}!`;
  });
  return ai.run('third', second.length, async (length) => {
    await mark(log, 'third');
    return [second, length];
  });
});
