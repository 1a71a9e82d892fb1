import { durakit } from 'durakit';
import { fetchPage, summarize } from './steps';

const ai = durakit({ name: 'helper-functions' });

export const main = ai.defineFlow('main', async ({ log }: { log: string }) => {
  const page = await fetchPage(ai, log, 'start');
  const summary = await summarize(ai, { log, page });
  return { page, summary };
});
