/** A program, not a module to import: a worker for a test. It ends when the process of the test is gone. */
import { DurakitError } from '../../schemas/durakit-error.ts';
import { applyMigrations } from '../../workers/apply-migrations.ts';
import { createWorker } from '../../workers/create-worker.ts';
import type { TestWorkerMessage } from '../test-worker-message.ts';

process.on('disconnect', () => process.exit(1));
const app = process.argv.slice(2);
try {
  const databaseUrl = process.env['DATABASE_URL'];
  if (databaseUrl !== undefined) await applyMigrations(databaseUrl);
  const worker = await createWorker({ app, shutdownGrace: '1s' });
  process.on('message', () => worker.shutdown());
  const running = worker.run();
  await tell({ type: 'ready', flows: worker.flows });
  await running;
  process.exit(0);
} catch (error) {
  const { status, originalMessage: message } =
    error instanceof DurakitError ? error : new DurakitError({ status: 'INTERNAL', message: String(error) });
  console.error(error);
  await tell({ type: 'failed', status, message });
  process.exit(1);
}

function tell(message: TestWorkerMessage): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()));
}
