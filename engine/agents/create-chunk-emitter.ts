import type { AgentStreamChunk } from '../../schemas/agent-stream-chunk.ts';
import { copyJson } from '../sessions/copy-json.ts';
import { diff } from '../sessions/diff.ts';
import type { Session } from '../sessions/session.ts';
import { toClientState, type ClientTransform } from './client-transform.ts';

/** Streams what a turn does, and what it does to its session. */
export interface ChunkEmitter {
  emit(chunk: AgentStreamChunk): void;
  /** The next change of the custom state is sent whole: who listens may not know what came before. */
  startTurn(): void;
  stop(): void;
}

/** What an emitter needs. */
export interface ChunkEmitterOptions<TState> {
  readonly session: Session<TState>;
  readonly transform: ClientTransform<TState> | undefined;
  readonly sendChunk: (chunk: AgentStreamChunk) => void;
  /** True where nobody listens any more. */
  readonly isSilent: () => boolean;
}

/** Everything goes through the agent's transform; a listener that is gone, or a transform that throws, ends no turn. */
export function createChunkEmitter<TState>({ session, transform, sendChunk, isSilent }: ChunkEmitterOptions<TState>): ChunkEmitter {
  let isFirstPatch = true;
  let lastSent: unknown;

  function emit(chunk: AgentStreamChunk): void {
    if (isSilent()) return;
    try {
      const shown = transform?.chunk === undefined ? chunk : transform.chunk(chunk);
      if (shown !== undefined && shown !== null) sendChunk(shown);
    } catch {
      // as said above
    }
  }

  function emitCustomPatch(): void {
    if (isSilent()) return;
    // what is hidden in the whole state is hidden in its changes too
    const custom = copyJson(toClientState(session.getState(), transform).custom);
    const patch = isFirstPatch ? [{ op: 'replace' as const, path: '', value: copyJson(custom) }] : diff(lastSent, custom);
    isFirstPatch = false;
    lastSent = custom;
    if (patch.length > 0) emit({ customPatch: patch });
  }

  const stop = session.listen({ onArtifact: (artifact) => emit({ artifact }), onCustomChanged: emitCustomPatch });
  return {
    emit,
    stop,
    startTurn: () => {
      isFirstPatch = true;
    },
  };
}
