import type { AgentInit, AgentInput } from '../../schemas/agent-input.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import type { AgentStreamChunk } from '../../schemas/agent-stream-chunk.ts';
import type { SessionSnapshot, SnapshotStatus } from '../../schemas/session-snapshot.ts';
import type { SnapshotLookup } from '../sessions/snapshot-lookup.ts';

/** What a turn gives while it runs, and in the end. Chunks come once each, in order: patches have no numbers. */
export interface RunningTurn {
  readonly stream: AsyncIterable<AgentStreamChunk>;
  /** A turn that fails is an output; this rejects for misuse, and where the way to the agent is broken. */
  readonly output: Promise<AgentOutput>;
}

/**
 * The way to an agent: in this process, over HTTP, through a durable session. `AgentApi` is made of it. Source of the form: Genkit
 * `ai/src/agent-core.ts`.
 */
export interface AgentTransport {
  runTurn(input: AgentInput, init: AgentInit, options: { readonly abortSignal: AbortSignal }): RunningTurn;
  getSnapshot(lookup: SnapshotLookup): Promise<SessionSnapshot | undefined>;
  /** Gives the status before; undefined for an id that is not known. */
  abort(snapshotId: string): Promise<SnapshotStatus | undefined>;
  sleep(milliseconds: number): Promise<void>;
}
