import { readFileSync } from 'node:fs';
import { genkit } from 'durakit';
import { createClient } from 'redis';
import { cache } from './cache';

const ai = genkit({});
const redis = createClient();
const history: string[] = [];
let calls = 0;

function remember(text: string) {
  history.push(text);
  calls++;
}

class Counter {
  #secret = 0;
  count = 0;
  seen: string[] = [];
  label = 'none';

  add(by: number) {
    this.#secret += by;
    this.count += by;
  }

  flow = ai.defineFlow('counting', async (word: string) => {
    readFileSync(word);
    await ai.run('add', async () => {
      this.add(1);
      this.seen.push(word);
      [this.label] = [word];
    });
    return this.count + this.#secret;
  });
}
new Counter();

export const flow = ai.defineFlow('flow', async ({ path, rows }: { path: string; rows: { done: boolean }[] }, { sendChunk }) => {
  const text = readFileSync(path, 'utf8');
  const counter = new Counter();
  const seen = new Set<string>();
  let total = 0;
  let last: string | undefined;
  await ai.run('nothing', async () => text.length + JSON.stringify(rows).length + rows.map((row) => row.done).length);
  await ai.run('assigned', async () => {
    total += text.length;
    ({ last } = { last: text });
    sendChunk(total);
  });
  await ai.run('through names', rows, async (given) => {
    for (const row of given) row.done = true;
    rows.forEach((row) => {
      delete row.done;
    });
  });
  await ai.run(
    'handed on',
    (async () => {
      await load(path, rows);
      remember(text);
      seen.add(text); // a set
      counter.add(2);
    }) as () => Promise<void>,
    { retry: { maxAttempts: 1 } },
  );
  await ai.run('elsewhere', async () => {
    cache.set(path, text);
    await redis.set(path, text);
  });
  return { total, last, rows };
});

export async function helper(list: number[]) {
  await ai.run('fill', () => list.push(1));
}

export const sandboxed = ai.defineFlow('sandboxed', async () => {
  let sum = 0;
  await ai.run('sum', () => {
    sum++;
  });
  return sum;
});
