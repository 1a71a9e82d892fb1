import type { DurakitClient } from '../client/durakit-client.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import { formatResult } from './format/format-result.ts';
import { noteMissingWorker } from './note-missing-worker.ts';
import { readOutcome, type RunOutcome } from './run-outcome.ts';
import type { Terminal } from './terminal.ts';
import { untilInterrupted } from './until-interrupted.ts';

/** One call of `durakit run`. */
export interface StartRunOptions {
  readonly flow: string;
  readonly input: unknown;
  readonly id?: string | undefined;
  readonly json: boolean;
  /** False: only start it. */
  readonly wait: boolean;
}

type FlowHandle = ReturnType<DurakitClient['handle']>;

/** Starts a run and, if asked to, waits for it. Ctrl-C ends the waiting, not the run. */
export async function startRun(client: DurakitClient, terminal: Terminal, options: StartRunOptions): Promise<ExitCode> {
  const { flow, input, id, json, wait } = options;
  const handle = await client.flow(flow).start(input, id === undefined ? {} : { id });
  if (!wait) {
    const names = { id: handle.id, workflowId: handle.workflowId, status: 'running' };
    terminal.print(json ? JSON.stringify(names, null, 2) : handle.workflowId);
    return EXIT_CODES.good;
  }
  const stopNote = noteMissingWorker(client, terminal);
  const outcome = await untilInterrupted(readOutcome(handle));
  stopNote();
  if (outcome === 'interrupted') return noteInterruption(terminal, handle);
  return printOutcome(terminal, outcome, json);
}

function printOutcome(terminal: Terminal, outcome: RunOutcome, json: boolean): ExitCode {
  if (json) terminal.print(JSON.stringify(outcome, null, 2));
  else if (outcome.status === 'completed') terminal.print(formatResult(outcome.result));
  else noteFailure(terminal, outcome);
  return outcome.status === 'completed' ? EXIT_CODES.good : EXIT_CODES.failed;
}

/** Says why a run did not complete. */
export function noteFailure(terminal: Terminal, { status, workflowId, error }: Exclude<RunOutcome, { status: 'completed' }>): void {
  const where = error.step === undefined ? '' : ` in step '${error.step}'`;
  terminal.note(`${terminal.styleNote('red', status.replace('_', ' '))}${where}: ${error.status}: ${error.message}`);
  terminal.note(`What happened: durakit show ${workflowId}`);
}

function noteInterruption(terminal: Terminal, { workflowId }: FlowHandle): ExitCode {
  terminal.note(`\nThe run goes on: ${workflowId}`);
  terminal.note(`Look at it: durakit show ${workflowId}\nCancel it:  durakit cancel ${workflowId}`);
  return EXIT_CODES.interrupted;
}
