/** A stream that is pushed into; it keeps what nobody has read yet. */
export interface ChunkStream {
  readonly stream: AsyncIterable<unknown>;
  push(chunk: unknown): void;
  /** Ends the stream, with an error or without. */
  close(error?: Error): void;
}

/** Source of the behaviour: Genkit's `Channel` (`core/src/async.ts`): null and falsy chunks are values. */
export function createChunkStream(): ChunkStream {
  const waiting: (() => void)[] = [];
  const chunks: unknown[] = [];
  let end: { readonly error?: Error } | undefined;
  const wake = (): void => waiting.splice(0).forEach((resume) => resume());

  async function* read(): AsyncGenerator<unknown> {
    for (;;) {
      while (chunks.length > 0) yield chunks.shift();
      if (end?.error !== undefined) throw end.error;
      if (end !== undefined) return;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }

  return {
    stream: { [Symbol.asyncIterator]: read },
    push: (chunk) => {
      chunks.push(chunk);
      wake();
    },
    close: (error) => {
      end ??= error === undefined ? {} : { error };
      wake();
    },
  };
}
