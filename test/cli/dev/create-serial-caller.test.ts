import { expect, test } from '@jest/globals';
import { createSerialCaller } from '../../../cli/dev/create-serial-caller.ts';

test('calls do not overlap, and requests during a call make one more after it', async () => {
  const gates: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const call = createSerialCaller(async () => {
    most = Math.max(most, ++running);
    await new Promise<void>((resolve) => gates.push(resolve));
    running--;
  });
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  call();
  await turn();
  call();
  call();
  call();
  await turn();
  expect(gates).toHaveLength(1);
  gates[0]?.();
  await turn();
  expect(gates).toHaveLength(2);
  gates[1]?.();
  await turn();
  expect({ calls: gates.length, most, running }).toEqual({ calls: 2, most: 1, running: 0 });
});
