import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SendTurnOptions } from '../../client/sessions/create-sessions-client.ts';
import type { SessionNames } from '../../client/sessions/session-names.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import type { TurnInput } from '../../schemas/session-turn.ts';
import { startTestWorker, type TestWorker } from '../../testing.ts';

const APP = new URL('sessions-app.ts', import.meta.url);
let sessions = 0;

/** A worker of the agents of `sessions-app.ts`, with gates that its bodies wait at. */
export interface SessionsSetup extends AsyncDisposable {
  worker: TestWorker;
  /** Ends the worker by force, and starts another one of its queue. */
  replaceWorker(): Promise<void>;
  open(gate: string): void;
  /** Sends a turn as any client would. */
  send(names: SessionNames, input: TurnInput, options?: SendTurnOptions): Promise<AgentOutput>;
  /** How often a body has come to a gate. */
  begun(gate: string): number;
}

export async function startSessionsSetup(env: Readonly<Record<string, string>> = {}): Promise<SessionsSetup> {
  const folder = await mkdtemp(path.join(tmpdir(), 'durakit-sessions-'));
  const start = async (taskQueue?: string): Promise<TestWorker> =>
    await startTestWorker({ app: APP, env: { SESSIONS_FOLDER: folder, ...env }, ...(taskQueue !== undefined && { taskQueue }) });
  const log = (): string[] => (existsSync(path.join(folder, 'log')) ? readFileSync(path.join(folder, 'log'), 'utf8').split('\n') : []);
  const setup: SessionsSetup = {
    worker: await start(),
    replaceWorker: async () => {
      await setup.worker.kill();
      setup.worker = await start(setup.worker.taskQueue);
    },
    send: (names, input, options) => setup.worker.client.sessions.send(names, input, options),
    open: (gate) => writeFileSync(path.join(folder, gate), ''),
    begun: (gate) => log().filter((line) => line === `begin ${gate}`).length,
    [Symbol.asyncDispose]: () => setup.worker[Symbol.asyncDispose](),
  };
  return setup;
}

/** A session that no other test has. */
export function newSession(agent = 'listener'): SessionNames {
  return { agent, sessionId: `session-${process.pid}-${Date.now()}-${++sessions}` };
}

/** The text of an answer. */
export function textOf({ message }: Pick<AgentOutput, 'message'>): string {
  return (message?.content ?? []).map((part) => ('text' in part ? part.text : '')).join('');
}
