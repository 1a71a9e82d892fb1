import type { DurakitClient } from '../../client/durakit-client.ts';
import type { FlowDescription } from '../../server/served-flow.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { formatResult } from '../format/format-result.ts';
import { readOutcome } from '../run-outcome.ts';
import { noteFailure } from '../start-run.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/** The run that `durakit dev` does when all is up. */
export interface FirstRun {
  /** Default: the only flow of the app. */
  readonly flow: string | undefined;
  readonly input: unknown;
}

/** Runs it and prints its result. A run that failed is told, not thrown. */
export async function runFirst(
  client: DurakitClient,
  terminal: Terminal,
  { flow, input, flows }: FirstRun & { flows: readonly FlowDescription[] },
): Promise<ExitCode> {
  const name = chooseFlow(flow, flows);
  const handle = await client.flow(name).start(input);
  terminal.note(
    `\n${terminal.styleNote('bold', name)} ${input === undefined ? '' : JSON.stringify(input)}  ${terminal.styleNote('dim', handle.workflowId)}`,
  );
  const outcome = await readOutcome(handle);
  if (outcome.status !== 'completed') {
    noteFailure(terminal, outcome);
    return EXIT_CODES.failed;
  }
  terminal.print(formatResult(outcome.result));
  return EXIT_CODES.good;
}

function chooseFlow(wanted: string | undefined, flows: readonly FlowDescription[]): string {
  const names = flows.map(({ name }) => name);
  const example = `durakit dev app.ts --run ${names[0] ?? 'menu'}`;
  if (wanted === undefined && names.length !== 1) throw new UsageError(`Which flow is to run? The app has ${names.join(', ')}.`, example);
  const name = wanted ?? names[0] ?? '';
  if (!names.includes(name)) throw new UsageError(`The app has no flow '${name}'. It has ${names.join(', ')}.`, example);
  return name;
}
