import path from 'node:path';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { ReplayOutcome } from '../workers/replay-histories.ts';
import { toAppFiles, type AppFiles } from './app-files.ts';
import { startProgram } from './start-program.ts';

/** Which recorded runs to hold against which app. */
export interface ReplayTestOptions {
  readonly app: AppFiles;
  /** Histories, as {@link exportHistory} and `durakit export` write them. */
  readonly files: readonly string[];
}

/** What the process that replays sends. */
export type ReplayMessage = { readonly outcomes: readonly ReplayOutcome[] } | { readonly error: string };

/**
 * Proves that today's code takes recorded runs the way they went; no server is needed and no step is run. Throws
 * FAILED_PRECONDITION with a message for each run that does not fit.
 */
export async function replay({ app, files }: ReplayTestOptions): Promise<void> {
  const outcomes = await replayInProcess({ app: toAppFiles(app), files: files.map((file) => path.resolve(file)) });
  const failed = outcomes.flatMap((outcome) => (outcome.ok ? [] : [`${path.relative(process.cwd(), outcome.file)}: ${outcome.message}`]));
  if (failed.length === 0) return;
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `${failed.length} of ${files.length} recorded runs do not fit the code:\n\n${failed.join('\n\n')}`,
    details: outcomes.filter(({ ok }) => !ok),
  });
}

async function replayInProcess(plan: { app: readonly string[]; files: readonly string[] }): Promise<readonly ReplayOutcome[]> {
  const { child, output } = startProgram('replay-program', [JSON.stringify(plan)]);
  const { promise, resolve, reject } = Promise.withResolvers<ReplayMessage>();
  child.once('message', (message) => resolve(message as ReplayMessage));
  child.once('error', reject);
  child.once('exit', (code) => resolve({ error: `The process that replays ended (exit code ${code}).` }));
  const message = await promise;
  if ('outcomes' in message) return message.outcomes;
  throw new DurakitError({ status: 'FAILED_PRECONDITION', message: `${message.error}\n${output()}` });
}
