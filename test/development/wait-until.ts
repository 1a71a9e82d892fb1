import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 20;
const LIMIT_MS = 30_000;

/** Returns when the condition holds; fails after 30 s with its name. */
export async function waitUntil(name: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`never came true: ${name}`);
    await sleep(POLL_MS);
  }
}
