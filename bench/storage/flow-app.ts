import { durakit } from 'durakit';

/** Steps whose results and inputs are as long as what agents pass around: tool results of some kilobytes, now and then a document. */
const ai = durakit({ name: 'bench-storage' });

/** Does not compress to nothing. */
function makeText(length: number): string {
  return Array.from({ length: Math.ceil(length / 11) }, () => Math.random().toString(36).slice(2, 13).padEnd(11, 'x'))
    .join('')
    .slice(0, length);
}

const make = ai.defineStep('make', (length: number) => makeText(length));
const take = ai.defineStep('take', (text: string) => text.length);

/** Each length is a result of one step and the input of the next. */
export const passAround = ai.defineFlow('passAround', async (lengths: readonly number[]) => {
  let sum = 0;
  for (const length of lengths) sum += await take(await make(length));
  return sum;
});
