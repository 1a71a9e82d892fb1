__durakitRegisterSteps(); import { readFileSync } from 'node:fs';
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
    await ai.run('add', __durakitJournaledStep(async () => {
      this.add(1);
      this.seen.push(word);
      [this.label] = [word];
    }, { changed: () => ({ 'this.#secret': this.#secret, 'this.count': this.count, 'this.label': this.label, 'this.seen': this.seen }), write: (__durakitWritten) => { ({ 'this.#secret': this.#secret, 'this.count': this.count, 'this.label': this.label } = __durakitWritten); } }));
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
  await ai.run('assigned', __durakitJournaledStep(async () => {
    total += text.length;
    ({ last } = { last: text });
    sendChunk(total);
  }, { changed: () => ({ total, last }), write: (__durakitWritten) => { ({ total, last } = __durakitWritten); } }));
  await ai.run('through names', rows, __durakitJournaledStep(async (given) => {
    for (const row of given) row.done = true;
    rows.forEach((row) => {
      delete row.done;
    });
  }, { changed: () => ({ rows }) }));
  await ai.run(
    'handed on',
    __durakitJournaledStep((async () => {
      await load(path, rows);
      remember(text);
      seen.add(text); // a set
      counter.add(2);
    }) as () => Promise<void>, { changed: () => ({ history, calls, counter, seen }), passed: () => ({ rows, text }), write: (__durakitWritten) => { ({ calls } = __durakitWritten); } }),
    { retry: { maxAttempts: 1 } },
  );
  await ai.run('elsewhere', __durakitJournaledStep(async () => {
    cache.set(path, text);
    await redis.set(path, text);
  }, { changed: () => ({ cache }), passed: () => ({ redis, text }) }));
  return { total, last, rows };
});

export async function helper(list: number[]) {
  await ai.run('fill', __durakitJournaledStep(() => list.push(1), { changed: () => ({ list }) }));
}

export const sandboxed = ai.defineFlow('sandboxed', async () => {
  let sum = 0;
  await ai.run('sum', () => {
    sum++;
  });
  return sum;
});
import { registerStep as __durakitRegisterStep, journaledStep as __durakitJournaledStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/helper/fill', async ({
    list
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (() => list.push(1))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/sandboxed/sum', async ({
    sum
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (() => {
      sum++;
    })(...__durakitArguments);
    return {
      result: __durakitResult,
      writes: {
        sum
      }
    };
  });
}
