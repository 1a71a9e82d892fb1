import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { z } from 'zod';
import type { FileOperation, FilesystemOptions, ReadFileResult } from '../../engine/middleware/generate/filesystem.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { StatusName } from '../../schemas/status.ts';
import { applyEditBlocks } from './apply-edit-blocks.ts';
import { codeOf, resolveInside } from './resolve-inside.ts';

/** What a tool of the filesystem middleware does, with what the model gave. Errors have words for the model and are not worth another try. */
export type RunFileOperation = (options: FilesystemOptions, input: unknown) => Promise<unknown>;

const IMAGE_TYPES: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.bmp': 'image/bmp',
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};

const ListInput = z.object({ dirPath: z.string().default(''), recursive: z.boolean().default(false) });
const ReadInput = z.object({ filePath: z.string() });
const WriteInput = z.object({ filePath: z.string(), content: z.string() });
const EditInput = z.object({ filePath: z.string(), edits: z.array(z.string()) });

/** The tools' work, by their names without a prefix. */
export const fileOperations: Readonly<Record<FileOperation, RunFileOperation>> = {
  list_files: async ({ rootDirectory }, input) => {
    const { dirPath, recursive } = read(ListInput, input ?? {});
    const directory = await resolveInside({ directory: rootDirectory }, dirPath);
    return await onDisk(dirPath || '.', () => listFiles(directory, recursive));
  },
  read_file: async ({ rootDirectory }, input): Promise<ReadFileResult> => {
    const { filePath } = read(ReadInput, input);
    const path = await resolveInside({ directory: rootDirectory }, filePath);
    return await onDisk(filePath, () => readParts(path, filePath));
  },
  write_file: async (options, input) => {
    assertWritable(options);
    const { filePath, content } = read(WriteInput, input);
    const path = await resolveInside({ directory: options.rootDirectory }, filePath);
    await onDisk(filePath, async () => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content, 'utf8');
    });
    return `File ${filePath} written successfully.`;
  },
  search_and_replace: async (options, input) => {
    assertWritable(options);
    const { filePath, edits } = read(EditInput, input);
    const path = await resolveInside({ directory: options.rootDirectory }, filePath);
    const content = await onDisk(filePath, () => readFile(path, 'utf8'));
    const edited = applyEditBlocks(content, { edits, filePath });
    await onDisk(filePath, () => writeFile(path, edited, 'utf8'));
    return `Successfully applied ${edits.length} edit(s) to ${filePath}.`;
  },
};

async function listFiles(directory: string, recursive: boolean): Promise<{ path: string; isDirectory: boolean }[]> {
  const list = async (base: string): Promise<{ path: string; isDirectory: boolean }[]> => {
    const entries = await readdir(join(directory, base), { withFileTypes: true });
    const sorted = entries.toSorted((left, right) => (left.name < right.name ? -1 : 1));
    const groups = await Promise.all(
      sorted.map(async (entry) => {
        const path = join(base, entry.name);
        // a link is no directory here, so nothing is followed
        const inner = recursive && entry.isDirectory() ? await list(path) : [];
        return [{ path, isDirectory: entry.isDirectory() }, ...inner];
      }),
    );
    return groups.flat();
  };
  return await list('');
}

async function readParts(path: string, filePath: string): Promise<ReadFileResult> {
  const output = `File ${filePath} read successfully, see contents below`;
  const contentType = IMAGE_TYPES[extname(path).toLowerCase()];
  if (contentType === undefined) {
    return { output, parts: [{ text: `<read_file path="${filePath}">\n${await readFile(path, 'utf8')}\n</read_file>` }] };
  }
  const url = `data:${contentType};base64,${await readFile(path, 'base64')}`;
  return { output, parts: [{ text: `\n\nread_file result ${contentType} ${filePath}` }, { media: { url, contentType } }] };
}

function assertWritable({ allowWriteAccess }: FilesystemOptions): void {
  if (allowWriteAccess === true) return;
  throw new DurakitError({ status: 'PERMISSION_DENIED', message: 'Access denied: write access is not allowed.' });
}

function read<T>(schema: z.ZodType<T>, input: unknown): T {
  const { success, data, error } = schema.safeParse(input);
  if (success) return data;
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `The input is not valid: ${z.prettifyError(error)}`, cause: error });
}

const STATUS_OF_CODE: Readonly<Record<string, StatusName>> = {
  EACCES: 'PERMISSION_DENIED',
  EEXIST: 'FAILED_PRECONDITION',
  EISDIR: 'FAILED_PRECONDITION',
  ENOENT: 'NOT_FOUND',
  ENOTDIR: 'FAILED_PRECONDITION',
  EPERM: 'PERMISSION_DENIED',
  EROFS: 'PERMISSION_DENIED',
};

/** The path on the worker's disk is no business of the model's. */
async function onDisk<T>(filePath: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    throw new DurakitError({ status: STATUS_OF_CODE[code] ?? 'INTERNAL', message: `${code}: ${filePath}`, cause: error });
  }
}
