import { createHash, randomBytes } from 'node:crypto';

const BLOCK_BYTES = 64 * 1024;

/** Content that cannot be packed smaller, made while it is read: each block is other than the one before. */
export async function* randomContent(size: number, onBlock?: () => void): AsyncGenerator<Uint8Array> {
  const seed = randomBytes(BLOCK_BYTES);
  for (let made = 0; made < size; made += BLOCK_BYTES) {
    onBlock?.();
    const block = Buffer.from(seed);
    block.writeUInt32BE(made / BLOCK_BYTES);
    yield await Promise.resolve(block.subarray(0, Math.min(BLOCK_BYTES, size - made)));
  }
}

/** SHA-256 in hexadecimal digits. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** All of a stream. */
export async function readStream(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
