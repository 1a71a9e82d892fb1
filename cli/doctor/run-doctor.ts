import { toReason } from '../../development/to-reason.ts';
import { explainOldNode } from '../explain-old-node.ts';
import type { Terminal } from '../terminal.ts';
import { good, problem, type Check } from './check.ts';
import { checkPorts } from './check-ports.ts';
import { checkPostgres } from './check-postgres.ts';
import { checkTemporalProgram } from './check-temporal-program.ts';
import { checkTemporal } from './check-temporal.ts';

/** Does all checks, tells them, and says whether all is good. */
export async function runDoctor(terminal: Terminal, { json }: { json: boolean }): Promise<boolean> {
  const checks = (
    await Promise.all([
      checkNode(),
      guard('temporal', checkTemporal),
      checkTemporalProgram(),
      guard('postgres', checkPostgres),
      checkPorts(),
    ])
  ).flat();
  const ok = checks.every((check) => check.ok);
  if (json) terminal.print(JSON.stringify({ ok, checks }, null, 2));
  else for (const line of formatChecks(checks, terminal)) terminal.print(line);
  return ok;
}

async function checkNode(): Promise<Check[]> {
  const tooOld = explainOldNode(process.versions.node);
  return [
    tooOld === undefined
      ? good('node', `Node ${process.versions.node}`)
      : problem('node', `Node ${process.versions.node} is too old`, tooOld),
  ];
}

/** What a check did not expect is a finding too: the others go on. */
async function guard(name: string, check: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await check();
  } catch (error) {
    return [problem(name, toReason(error), 'This check could not be done: the message above says why.')];
  }
}

/** One line a check, and one more for what to do. */
export function formatChecks(checks: readonly Check[], { style }: Pick<Terminal, 'style'>): string[] {
  const bad = checks.filter(({ ok }) => !ok).length;
  return [
    ...checks.flatMap(({ ok, name, message, advice }) => [
      `${ok ? style('green', 'ok     ') : style('red', 'problem')}  ${name}: ${message}`,
      ...(advice === undefined ? [] : [`         → ${advice}`]),
    ]),
    bad === 0 ? 'All is good.' : `${bad} problem${bad === 1 ? '' : 's'}.`,
  ];
}
