import type { Durakit } from 'durakit';
import { hostname } from 'node:os';
import { mark } from '../mark.js';

export async function fetchPage(ai: Durakit, log: string, name: string): Promise<string> {
  return ai.run(`fetch-${name}`, async () => {
    await mark(log, 'fetch');
    return `${name} from ${hostname().length > 0 ? 'a host' : 'nowhere'}`;
  });
}

export const summarize = async (genie: Durakit, { log, page }: { log: string; page: string }) => {
  const short = (text: string): string => text.slice(0, 5);
  return genie.run('summarize', async () => {
    await mark(log, 'summarize');
    return short(page);
  });
};
