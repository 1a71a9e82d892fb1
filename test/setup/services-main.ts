import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServices } from '../../development/start-services.ts';
import { migrateDatabase } from '../../providers/postgres/migrate-database.ts';

/**
 * One Temporal and one PostgreSQL for all integration tests, on ports and data of their own, in a process of their own:
 * jest's module loader is not Node's. Prints where they are as JSON, and ends them when its standard input ends.
 */
const folder = await mkdtemp(path.join(tmpdir(), 'durakit-test-'));
const services = await startServices({ folder, ports: { temporal: 27_233, ui: 28_233, postgres: 25_432 } });
await migrateDatabase(services.databaseUrl);
console.log(JSON.stringify({ address: services.temporalAddress, namespace: services.namespace, databaseUrl: services.databaseUrl }));
process.stdin.resume();
process.stdin.on('end', () => {
  void services
    .stop()
    .then(() => rm(folder, { recursive: true, force: true }))
    .then(() => process.exit(0));
});
