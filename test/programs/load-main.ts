import { setTimeout as delay } from 'node:timers/promises';
import { loadApp } from '../../workers/load-app.ts';

/**
 * Loads an app as a worker does: `load-main.ts <app>`. Prints its flows and steps; asks what it serves, where it serves
 * something (`url`).
 */
const { apps, modules } = await loadApp(process.argv[2] ?? '');
// What the top level began goes on meanwhile.
await delay(20);
const steps = (globalThis as unknown as Record<symbol, ReadonlyMap<string, unknown> | undefined>)[Symbol.for('durakit.steps')];
console.log(`flows ${apps.flatMap(({ engine }) => [...engine.flows.keys()]).join()}`);
console.log(`steps ${[...(steps?.keys() ?? [])].join()}`);
for (const { url, close } of modules as { url?: string; close?: () => void }[]) {
  if (url === undefined) continue;
  console.log(`answer ${await (await fetch(url)).text()}`);
  close?.();
}
