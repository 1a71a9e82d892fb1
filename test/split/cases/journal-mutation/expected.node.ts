import { genkit } from 'durakit';

const ai = genkit({});

import { fetchAll } from './fetch-all';

export const list = ai.defineFlow('list', async (input: { ids: string[]; done?: boolean }) => {
  const rows: string[] = [];
  const entries = input.ids.map((id) => ({ id, ok: false }));
  await ai.run('push', __durakitJournaledStep(async () => {
    rows.push(...(await fetchAll(input.ids)));
    input.done = true;
    for (const entry of entries) entry.ok = true;
    delete entries[0].id;
    Object.assign(input, { done: true });
  }, { changed: () => ({ input, rows, entries }) }));
  return rows;
});
import { journaledStep as __durakitJournaledStep } from 'durakit/split-runtime';
