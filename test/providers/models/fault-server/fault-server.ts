import { startVendorServer, type ReceivedRequest } from '../vendor-server/vendor-server.ts';
import { chatDialect } from './chat-dialect.ts';
import type { Dialect } from './dialect.ts';
import type { Fault } from './fault.ts';
import { geminiDialect } from './gemini-dialect.ts';
import { messagesDialect } from './messages-dialect.ts';
import { ollamaDialect } from './ollama-dialect.ts';
import { toBehaviour } from './to-behaviour.ts';

const DIALECTS: readonly Dialect[] = [chatDialect, messagesDialect, geminiDialect, ollamaDialect];

/** A request that arrived, and what was done with it. */
export interface LoggedRequest {
  /** `performance.now()` when all of it was there. */
  readonly at: number;
  readonly fault: Fault;
  readonly streamed: boolean;
  /** Settles when the client closed the connection before the answer was complete. */
  readonly closedEarly: Promise<void>;
}

/** Four vendors on one loopback port, which fail by script. Scripts and logs are kept by the name of the model. */
export interface FaultServer extends AsyncDisposable {
  readonly url: string;
  /** What becomes of the next requests for a model, in order; after that they are answered. */
  script(model: string, faults: readonly Fault[]): void;
  /** What arrived for a model, oldest first. */
  log(model: string): readonly LoggedRequest[];
}

/** Starts it on a free port. */
export async function startFaultServer(): Promise<FaultServer> {
  const scripts = new Map<string, readonly Fault[]>();
  const logs = new Map<string, LoggedRequest[]>();
  const log = (model: string): LoggedRequest[] => logs.get(model) ?? logs.set(model, []).get(model) ?? [];
  const server = await startVendorServer(async (response, request) => {
    const at = performance.now();
    const { dialect, model } = findDialect(request);
    const requests = log(model);
    const fault = scripts.get(model)?.[requests.length] ?? { kind: 'answer' };
    requests.push({ at, fault, streamed: dialect.isStream(request), closedEarly: request.closedEarly });
    await toBehaviour(fault, dialect, request)(response, request);
  });
  return {
    url: server.url,
    script: (model, faults) => void scripts.set(model, faults),
    log,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function findDialect(request: ReceivedRequest): { dialect: Dialect; model: string } {
  for (const dialect of DIALECTS) {
    const model = dialect.findModel(request);
    if (model !== undefined) return { dialect, model };
  }
  throw new Error(`no vendor has ${request.method} ${request.path}`);
}
