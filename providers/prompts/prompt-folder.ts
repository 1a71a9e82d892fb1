import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { PromptDefinitionSource, PromptFileName } from '../../engine/prompts/prompt-source.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { SchemaLookup } from './parse-prompt-file.ts';

/** Where prompts are kept. */
export interface PromptFolderOptions {
  /** From the working directory. Default `./prompts`; null: no folder. A folder that does not exist is an empty one. */
  readonly directory?: string | null | undefined;
  /** Notice new, changed and removed files at the next use, by time and size. Default: true unless `NODE_ENV` is `production`. */
  readonly reload?: boolean | undefined;
  /** Asked when a file is first used: by then the app has registered its schemas. */
  readonly schemas: SchemaLookup;
}

/** A folder of `name.prompt`, `name.variant.prompt` and `_partial.prompt` files; sub-folders are part of a prompt's name, not of a partial's. */
export interface PromptFolder {
  load(name: string, variant?: string): Promise<PromptDefinitionSource | undefined>;
  list(): Promise<readonly PromptFileName[]>;
  /** The same map as long as nothing has changed. */
  partials(): Promise<ReadonlyMap<string, string>>;
}

interface FoundFile extends PromptFileName {
  readonly path: string;
  readonly isPartial: boolean;
}

interface ReadFile {
  readonly version: string;
  readonly source: string;
  parsed?: Promise<PromptDefinitionSource>;
}

/** Nothing is read before it is needed. */
export function createPromptFolder({ directory = './prompts', schemas, ...options }: PromptFolderOptions): PromptFolder {
  const root = directory === null ? undefined : resolve(directory);
  const reload = options.reload ?? process.env['NODE_ENV'] !== 'production';
  const contents = new Map<string, ReadFile>();
  let scanned: Promise<readonly FoundFile[]> | undefined;
  let partials: ReadonlyMap<string, string> = new Map();

  function scan(): Promise<readonly FoundFile[]> {
    if (scanned !== undefined && !reload) return scanned;
    return (scanned = root === undefined ? Promise.resolve([]) : findFiles(root));
  }

  async function read({ path }: FoundFile): Promise<ReadFile> {
    const known = contents.get(path);
    if (known !== undefined && !reload) return known;
    const { mtimeMs, size } = await stat(path);
    const version = `${mtimeMs} ${size}`;
    if (known?.version === version) return known;
    const content: ReadFile = { version, source: await readFile(path, 'utf8') };
    contents.set(path, content);
    return content;
  }

  async function parse(file: FoundFile): Promise<PromptDefinitionSource> {
    const content = await read(file);
    const path = relative(process.cwd(), file.path);
    const { parsePromptFile } = await import('./parse-prompt-file.ts');
    content.parsed ??= parsePromptFile(content.source, { name: file.name, variant: file.variant, path, schemas });
    // what is missing now (a schema) may be there the next time
    content.parsed.catch(() => delete content.parsed);
    return await content.parsed;
  }

  return {
    load: async (name, variant) => {
      checkName(variant === undefined ? name : `${name}.${variant}`);
      const file = (await scan()).find((candidate) => !candidate.isPartial && candidate.name === name && candidate.variant === variant);
      return file === undefined ? undefined : await parse(file);
    },
    list: async () => (await scan()).filter(({ isPartial }) => !isPartial).map(toFileName),
    partials: async () => {
      const files = (await scan()).filter(({ isPartial }) => isPartial);
      const current = new Map<string, string>();
      for (const file of files) current.set(file.name, (await read(file)).source);
      const isSame = current.size === partials.size && [...current].every(([name, source]) => partials.get(name) === source);
      return isSame ? partials : (partials = current);
    },
  };
}

function toFileName({ name, variant }: FoundFile): PromptFileName {
  return variant === undefined ? { name } : { name, variant };
}

async function findFiles(root: string): Promise<readonly FoundFile[]> {
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.prompt'))
      .map(({ parentPath, name }) => join(parentPath, name));
    return paths.sort().map((path) => toFoundFile(root, path));
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'ENOENT') return [];
    throw new DurakitError({
      status: 'FAILED_PRECONDITION',
      message: `the prompt folder ${relative(process.cwd(), root)} cannot be read`,
      cause: error,
    });
  }
}

/** `sub/menu.short.prompt` is the variant `short` of `sub/menu`; `sub/_list.prompt` is the partial `list`, as in Genkit. */
function toFoundFile(root: string, path: string): FoundFile {
  const segments = relative(root, path).split(sep);
  const file = (segments.pop() ?? '').slice(0, -'.prompt'.length);
  if (file.startsWith('_')) return { path, isPartial: true, name: file.slice(1) };
  const dot = file.indexOf('.');
  const name = [...segments, dot < 0 ? file : file.slice(0, dot)].join('/');
  return { path, isPartial: false, name, variant: dot < 0 ? undefined : file.slice(dot + 1) };
}

/** Names come from code, but also from requests: none of them may lead out of the folder. */
function checkName(name: string): void {
  const isPlain = !/[\\\0]/.test(name) && name.split('/').every((segment) => segment !== '' && !/^\.+$/.test(segment));
  if (isPlain) return;
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `${JSON.stringify(name)} is no name of a prompt. A name is the file's path in the prompt folder without its ending: menu, sub/menu.`,
  });
}
