import { Runtime } from '@temporalio/worker';
import { replayHistories } from '../workers/replay-histories.ts';
import type { Terminal } from './terminal.ts';

/** Which files to replay, and how to tell. */
export interface ReplayFilesOptions {
  readonly files: readonly string[];
  readonly app: readonly string[];
  readonly json: boolean;
}

/** Replays files one by one and says of each whether it fits. True when all do. */
export async function replayFiles(terminal: Terminal, { files, app, json }: ReplayFilesOptions): Promise<boolean> {
  // The SDK's core would write its own words about a misfit to standard output.
  Runtime.install({ telemetryOptions: { logging: { filter: 'OFF' } } });
  const outcomes = [];
  for await (const outcome of replayHistories({ app, files })) {
    outcomes.push(outcome);
    if (json) continue;
    if (outcome.ok) terminal.print(`${terminal.style('green', 'ok')}   ${outcome.file}`);
    else terminal.print(`${terminal.style('red', 'NOT')}  ${outcome.file}\n${indent(outcome.message)}`);
  }
  if (json) terminal.print(JSON.stringify(outcomes, null, 2));
  const bad = outcomes.filter(({ ok }) => !ok).length;
  terminal.note(bad === 0 ? `${outcomes.length} replayed, all fit.` : `${outcomes.length} replayed, ${bad} do not fit.`);
  return bad === 0;
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '     ');
}
