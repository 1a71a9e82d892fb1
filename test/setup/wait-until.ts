import { setTimeout as delay } from 'node:timers/promises';

/** Polls until `look` gives something truthy, and gives that. Fails with `what` when it does not happen within the limit. */
export async function waitUntil<T>(what: string, look: () => T | Promise<T>, limitMilliseconds = 60_000): Promise<NonNullable<T>> {
  const end = Date.now() + limitMilliseconds;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`${what}: did not happen within ${limitMilliseconds} ms`);
    await delay(20);
  }
}
