import { findFreePort } from '../../development/find-free-port.ts';
import { readRunningServices } from '../../development/running-services.ts';
import { good, type Check } from './check.ts';

/** The first choices of `durakit dev`. */
const PORTS = [
  { port: 7233, use: 'Temporal' },
  { port: 8233, use: "Temporal's UI" },
  { port: 5432, use: 'Postgres' },
  { port: 3400, use: 'the HTTP server' },
] as const;

/** A port that is in use is no problem: `durakit dev` takes the next free one. */
export async function checkPorts(): Promise<Check[]> {
  const services = await readRunningServices();
  const own = services === undefined ? [] : [services.temporalAddress, services.uiUrl ?? '', services.databaseUrl];
  return Promise.all(PORTS.map(({ port, use }) => checkPort(port, use, own)));
}

async function checkPort(port: number, use: string, own: readonly string[]): Promise<Check> {
  const name = `port ${port}`;
  const free = await findFreePort(port);
  if (free === port) return good(name, `free, for ${use}`);
  const isOwn = own.some((address) => new RegExp(`:${port}(/|$)`).test(address));
  return good(name, isOwn ? `${use} of the \`durakit dev\` that runs here` : `in use; for ${use} the next free one is ${free}`);
}
