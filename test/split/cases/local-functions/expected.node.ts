__durakitRegisterSteps(); import { genkit } from 'durakit';

const ai = genkit({});

import { query } from './query';

export const tree = ai.defineFlow('tree', async (input: { depth: number; name: string }) => {
  const { name } = input;
  const label = (depth: number): string => `${name}-${depth}`;
  // walks down to the leaves
  function walk(depth: number): string[] {
    return depth === 0 ? [label(0)] : [label(depth), ...walk(depth - 1)];
  }
  const format = (values: string[]) => values.join();
  const lines = await ai.run('walk', async () => query(walk(input.depth)));
  return format(lines);
});
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/tree/walk', async ({
    input,
    name
  }, {}, ...__durakitArguments) => {
    const label = (depth: number): string => `${name}-${depth}`;
    // walks down to the leaves
    function walk(depth: number): string[] {
      return depth === 0 ? [label(0)] : [label(depth), ...walk(depth - 1)];
    }
    const __durakitResult = await (async () => query(walk(input.depth)))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
