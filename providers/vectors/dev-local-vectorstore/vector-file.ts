import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Embedding } from '../../../schemas/embed-request.ts';
import type { DocumentData } from '../../../schemas/generate-request.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';

/** A document and its vector, as the file has them. Genkit's first versions wrote the bare vector. */
export interface VectorEntry {
  readonly doc: DocumentData;
  readonly embedding: Embedding | readonly number[];
}

/** Entries by the MD5 of the document's JSON: the same document is there once. */
export type VectorEntries = Readonly<Record<string, VectorEntry>>;

/** Where an index is kept. The form of the name is Genkit's, so that its files can be used. */
export function toVectorFilePath({ indexName, directory = process.cwd() }: { indexName: string; directory?: string | undefined }): string {
  return path.resolve(directory, `__db_${indexName}.json`);
}

/** The entries of a file; none where it does not exist. Throws DATA_LOSS for a file that is no index. */
export async function readVectorFile(file: string): Promise<VectorEntries> {
  const text = await readText(file);
  if (text === undefined) return {};
  try {
    return JSON.parse(text) as VectorEntries;
  } catch (error) {
    throw new DurakitError({
      status: 'DATA_LOSS',
      message: `${file} is no index of vectors: it is not JSON. Delete it and index the documents again.`,
      cause: error,
    });
  }
}

/** Adds what the file does not have yet; readers see the old file or the new one, never a half. */
export async function addToVectorFile(file: string, added: readonly VectorEntry[]): Promise<void> {
  await inTurn(file, async () => {
    const known = await readVectorFile(file);
    const fresh = added.map((entry) => [toEntryId(entry.doc), entry] as const).filter(([id]) => !Object.hasOwn(known, id));
    if (fresh.length === 0) return;
    // What is known comes last: of two equal documents the first one stays.
    await replaceFile(file, JSON.stringify({ ...known, ...Object.fromEntries(fresh.toReversed()) }));
  });
}

/** As Genkit's: MD5 of the JSON, in hexadecimal. */
export function toEntryId(document: DocumentData): string {
  return createHash('md5').update(JSON.stringify(document)).digest('hex');
}

/** The vector of an entry, of either form. */
export function toVector({ embedding }: VectorEntry): readonly number[] {
  return 'embedding' in embedding ? embedding.embedding : embedding;
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(draft, text);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** The last change of each file that is under way. Of the process, not of a plugin: two plugins may have one file. */
const lastChanges = new Map<string, Promise<void>>();

/** Changes of one file follow each other, or the later one would write back what it read before the earlier one wrote. */
async function inTurn(file: string, change: () => Promise<void>): Promise<void> {
  const before = lastChanges.get(file) ?? Promise.resolve();
  const own = before.then(change, change);
  lastChanges.set(file, own);
  try {
    await own;
  } finally {
    if (lastChanges.get(file) === own) lastChanges.delete(file);
  }
}
