import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';

const require = createRequire(import.meta.url);

/** What was bundled: every module with the hash of its content, and what the worker wrote itself. */
const ManifestSchema = z.object({ tool: z.string(), parts: z.string(), modules: z.record(z.string(), z.string()) });

/** A bundle made by another SDK or another version of this package is not taken. */
const TOOL = `worker ${versionOf('@temporalio/worker/package.json')}, durakit 2`;

/** A bundle with what it was made of. */
export interface StoredBundle {
  readonly code: string;
  readonly modules: readonly string[];
  readonly parts: readonly string[];
}

/** The bundle of the last time, if every file in it has the content it had. */
export async function readCachedBundle(folder: string, parts: readonly string[]): Promise<string | undefined> {
  try {
    const manifest = ManifestSchema.parse(JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')));
    if (manifest.tool !== TOOL || manifest.parts !== hashText(parts.join('\0'))) return undefined;
    const unchanged = await Promise.all(Object.entries(manifest.modules).map(async ([file, hash]) => (await hashFile(file)) === hash));
    return unchanged.every(Boolean) ? await readFile(path.join(folder, 'bundle.js'), 'utf8') : undefined;
  } catch {
    // Absent, broken, or a module was deleted: it is made anew.
    return undefined;
  }
}

/** The manifest is written last and by rename: a process killed in between leaves no bundle, not a wrong one. */
export async function storeBundle(folder: string, { code, modules, parts }: StoredBundle): Promise<void> {
  const hashes = await Promise.all(modules.map(async (file) => [file, await hashFile(file)] as const));
  await writeWhole(path.join(folder, 'bundle.js'), code);
  await writeWhole(
    path.join(folder, 'manifest.json'),
    JSON.stringify({ tool: TOOL, parts: hashText(parts.join('\0')), modules: Object.fromEntries(hashes) }),
  );
}

/** SHA-256, in hexadecimal. */
export function hashText(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

async function hashFile(file: string): Promise<string> {
  return hashText(await readFile(file));
}

async function writeWhole(file: string, content: string): Promise<void> {
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, content);
  await rename(temporary, file);
}

function versionOf(packageFile: string): string {
  return z.object({ version: z.string() }).parse(require(packageFile)).version;
}
