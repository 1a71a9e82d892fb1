import type { GenerateResponseChunkData } from '../../schemas/generate-response.ts';

/** Told what a model says while it says it. */
export type ChunkListener = (chunk: GenerateResponseChunkData) => void;

/** On the global object: the app's modules and the worker may hold two copies of the package. */
const LISTENERS = Symbol.for('durakit.liveChunks');

interface Holder {
  [LISTENERS]?: Map<string, ChunkListener>;
}

/** Listens to the models of one turn, as far as they run in this process. Gives a function that ends it. */
export function listenToTurn(messageId: string, listener: ChunkListener): () => void {
  const listeners = ((globalThis as Holder)[LISTENERS] ??= new Map<string, ChunkListener>());
  listeners.set(messageId, listener);
  return () => listeners.delete(messageId);
}

/** Who listens to a turn in this process; undefined where nobody does. */
export function listenerOf(messageId: string | undefined): ChunkListener | undefined {
  return messageId === undefined ? undefined : (globalThis as Holder)[LISTENERS]?.get(messageId);
}
