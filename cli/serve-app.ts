import { once } from 'node:events';
import { connect } from '../client/connect.ts';
import { createServer } from '../server/create-server.ts';
import { loadApp } from '../workers/load-app.ts';
import { describeFlows } from './describe-flows.ts';
import { listen } from './listen.ts';
import { watchStopSignals } from './stop-signals.ts';
import type { Terminal } from './terminal.ts';

/** How long requests that run may go on after the stop. Their runs go on anyway. */
const GRACE_MILLISECONDS = 5_000;

/** Serves an app until SIGTERM or Ctrl-C. */
export async function serveApp(
  terminal: Terminal,
  { app, port, host }: { app: readonly string[]; port: number; host: string },
): Promise<void> {
  const { apps } = await loadApp(app);
  const flows = describeFlows(apps);
  const client = await connect();
  const stop = watchStopSignals({
    onStop: () => terminal.note('Stopping: requests that run get 5 s, their runs go on. Once more ends at once.'),
    onForce: () => process.exit(stop.exitCode),
  });
  try {
    const server = await listen({ fetch: createServer({ flows, client }).fetch, port, host });
    terminal.print(`serving ${flows.map(({ name }) => name).join(', ')} on ${server.url}`);
    if (!stop.signal.aborted) await once(stop.signal, 'abort');
    await server.close(GRACE_MILLISECONDS);
  } finally {
    stop.dispose();
    await client.close();
  }
}
