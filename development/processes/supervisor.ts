/**
 * A program, not a module to import: runs one child and lives exactly as long as its standard input is open.
 * The owner holds the other end of that pipe; the kernel closes it however the owner dies, kill -9 too.
 */
import { spawn } from 'node:child_process';
import { openSync, rmSync, writeFileSync } from 'node:fs';
import { readProcessIdentity } from './process-identity.ts';
import type { ProcessRecord, SupervisorMessage, SupervisorPlan } from './supervisor-plan.ts';

const plan = JSON.parse(process.argv[2] ?? '{}') as SupervisorPlan;
const log = openSync(plan.logFile, 'a');
const child = spawn(plan.command, [...plan.arguments], {
  stdio: ['ignore', log, log],
  env: { ...process.env, ...plan.environment },
  ...(plan.folder === undefined ? {} : { cwd: plan.folder }),
  ...plan.user,
});
let stopping = false;

child.once('spawn', () => {
  const processId = child.pid ?? 0;
  const record: ProcessRecord = { processId, identity: readProcessIdentity(processId) ?? 'ended', owner: plan.owner };
  if (plan.recordFile !== undefined) writeFileSync(plan.recordFile, JSON.stringify(record));
  tell({ type: 'started', processId });
});
child.once('error', (error: NodeJS.ErrnoException) => {
  if (child.pid !== undefined) return;
  tell({ type: 'failed', message: error.message, ...(error.code === undefined ? {} : { code: error.code }) });
  process.exit(1);
});
child.once('exit', (code, signal) => {
  if (plan.recordFile !== undefined) rmSync(plan.recordFile, { force: true });
  tell({ type: 'exited', code, signal });
  process.exit(0);
});

process.stdin.on('data', stop).on('end', stop).on('error', stop).resume();
process.stdout.on('error', stop);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);

function stop(): void {
  if (stopping) return;
  stopping = true;
  signalGroup(plan.stopSignal);
  setTimeout(() => signalGroup('SIGKILL'), plan.stopLimit);
}

/** The supervisor leads a process group of its own, so the child's children (compilers, pip) get the signal too. */
function signalGroup(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): void {
  if (process.platform === 'win32') child.kill(signal);
  else process.kill(-process.pid, signal);
}

function tell(message: SupervisorMessage): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
