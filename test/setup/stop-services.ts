import { once } from 'node:events';

/** Ends what `start-services.ts` started. */
export default async function stop(): Promise<void> {
  const child = globalThis.durakitTestServices;
  if (child === undefined || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.stdin?.end();
  await ended;
}
