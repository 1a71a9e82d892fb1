import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
class Counter {
  #secret = 0;
  count = 0;
  seen: string[] = [];
  label = 'none';
  add(by: number) {
    this.#secret += by;
    this.count += by;
  }
  flow = ai.defineFlow({
    name: 'counting',
    durability: 'journal'
  });
}
new Counter();
export const flow = ai.defineFlow({
  name: 'flow',
  durability: 'journal'
});
export const sandboxed = ai.defineFlow('sandboxed', async () => {
  let sum = 0;
  await ai.run('sum', __durakitCapturedStep('/step/sandboxed/sum', () => ({
    sum
  }), __durakitWritten => {
    ({
      sum
    } = __durakitWritten);
  }));
  return sum;
});
