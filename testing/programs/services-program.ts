/**
 * A program, not a module to import: Temporal and PostgreSQL for the tests of one process, in the folder that it is given.
 * It is told to stop when that process is gone, and leaves nothing behind.
 */
import { rm } from 'node:fs/promises';
import { startServices } from '../../development/start-services.ts';

/** Beside those of a `durakit dev`: the next free ones are taken. */
const PORTS = { temporal: 27_333, postgres: 25_532 };

const folder = process.argv[2] ?? '';
const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());

// Where they do not start, the log stays for people.
const services = await startServices({ folder, ports: PORTS, ui: false, signal: stopping.signal, report: (text) => console.log(text) });
const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()));
// Keeps the process, whose servers have processes of their own.
const timer = setInterval(() => undefined, 60_000);
await Promise.race([stopping.signal.aborted ? undefined : stopped, services.ended.then((line) => console.log(line))]);
clearInterval(timer);
await services.stop();
await rm(folder, { recursive: true, force: true });
process.exit(0);
