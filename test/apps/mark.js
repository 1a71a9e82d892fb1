import { appendFileSync } from 'node:fs';

/**
 * Leaves a line for each time that a step runs. A step that the environment names hangs after that: the test kills the
 * worker in the middle of it.
 */
export async function mark(log, step) {
  appendFileSync(log, `${step}\n`);
  if (process.env.HOLD_AT !== step) return;
  await new Promise(() => setInterval(() => undefined, 1_000));
}
