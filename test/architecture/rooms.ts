/** What a room may import; a list holds rooms. */
export interface Room {
  /** Rooms whose values may be imported; their types as well. */
  readonly values: readonly string[];
  /** Rooms of which only types may be imported (`import type`). */
  readonly types?: readonly string[];
}

/** The import directions of the design, section 11: what is not listed is forbidden. */
export const rooms: Readonly<Record<string, Room>> = {
  schemas: { values: [] },
  engine: { values: ['schemas'] },
  workflows: { values: ['engine', 'schemas'], types: ['activities'] },
  providers: { values: ['engine', 'schemas'] },
  activities: { values: ['providers', 'engine', 'schemas'] },
  codec: { values: ['schemas'] },
  // beyond the design's table: connection settings, see docs/decisions/002
  workers: { values: ['activities', 'client', 'codec', 'engine', 'providers', 'schemas', 'workflows'] },
  // providers: the store of long payloads, see docs/decisions/006
  client: { values: ['codec', 'engine', 'providers', 'schemas'] },
  server: { values: ['client', 'engine', 'schemas'] },
  // see docs/decisions/001
  development: { values: ['client', 'schemas'] },
  cli: { values: ['client', 'development', 'schemas', 'server', 'workers'] },
  testing: {
    values: ['activities', 'client', 'codec', 'development', 'engine', 'providers', 'schemas', 'server', 'workers', 'workflows'],
  },
};

/** The package's entries at the root: each is one world, so each has its own list. */
export const entries: Readonly<Record<string, Room>> = {
  'index.ts': { values: ['client', 'engine', 'providers', 'schemas'] },
  'index.workflow.ts': { values: ['engine', 'schemas', 'workflows'] },
  'client.ts': { values: ['client', 'engine', 'schemas'] },
  'worker.ts': { values: ['schemas', 'workers'] },
  'server.ts': { values: ['client', 'schemas', 'server'] },
  'testing.ts': { values: ['schemas', 'testing'] },
  'genkit-testing.ts': { values: ['testing'] },
  'schemas.ts': { values: ['schemas'] },
  'register.ts': { values: ['workers'] },
  'esbuild.ts': { values: ['workers'] },
  'split-runtime.ts': { values: ['engine'] },
  'split-runtime.workflow.ts': { values: ['engine'] },
  'embedder.ts': { values: ['engine', 'schemas'] },
  'retriever.ts': { values: ['engine', 'schemas'] },
  'reranker.ts': { values: ['engine', 'schemas'] },
  'evaluator.ts': { values: ['engine', 'schemas'] },
  'blobs.ts': { values: ['engine', 'providers', 'schemas'] },
  'blobs.workflow.ts': { values: ['engine', 'schemas'] },
  'dev-local-vectorstore.ts': { values: ['engine', 'providers', 'schemas'] },
  'dev-local-vectorstore.workflow.ts': { values: ['engine', 'providers', 'schemas'] },
  'anthropic.ts': { values: ['engine', 'providers', 'schemas'] },
  'anthropic.workflow.ts': { values: ['engine', 'providers', 'schemas'] },
  'google-genai.ts': { values: ['engine', 'providers', 'schemas'] },
  'google-genai.workflow.ts': { values: ['engine', 'providers', 'schemas'] },
  'middleware.ts': { values: ['engine', 'providers'] },
  'middleware.workflow.ts': { values: ['engine', 'schemas'] },
  'model.ts': { values: ['engine', 'schemas'] },
  'model.workflow.ts': { values: ['engine'] },
  'model-middleware.ts': { values: ['engine'] },
  'video.ts': { values: ['providers'] },
  'video.workflow.ts': { values: ['engine', 'providers', 'schemas'] },
  'plugin.ts': { values: ['client', 'engine', 'schemas'] },
  'plugin.workflow.ts': { values: ['engine', 'schemas'] },
  'context.ts': { values: ['engine', 'schemas'] },
  'schema.ts': { values: ['client', 'engine', 'schemas'] },
  'schema.workflow.ts': { values: ['engine', 'schemas', 'workflows'] },
  'openai-compatible.ts': { values: ['engine', 'providers', 'schemas'] },
  'openai-compatible.workflow.ts': { values: ['engine', 'providers', 'schemas'] },
  'openai.ts': { values: ['engine', 'providers', 'schemas'] },
  'openai.workflow.ts': { values: ['engine', 'providers', 'schemas'] },
  'ollama.ts': { values: ['engine', 'providers', 'schemas'] },
  'ollama.workflow.ts': { values: ['engine', 'providers', 'schemas'] },
};

/** Rooms whose code is bundled for Temporal's sandbox; so are the files named `*.workflow.ts`, and what all of these import. */
export const sandboxRooms: readonly string[] = ['schemas', 'engine', 'workflows'];

/** Packages whose values a sandbox room may import. Files outside these rooms that the sandbox reaches have engine's list. */
export const sandboxPackages: Readonly<Record<string, readonly string[]>> = {
  schemas: ['ms', 'zod'],
  engine: ['ms', 'json5', 'partial-json', 'uri-templates'],
  workflows: ['@temporalio/common', '@temporalio/workflow', 'ms', 'json5', 'partial-json', 'uri-templates'],
  '*.workflow.ts': ['@temporalio/common', '@temporalio/workflow', 'ms'],
};

/** Packages that a sandbox room may not even import a type of: they belong to other worlds. Node's own modules count as well. */
export const foreignToSandbox: readonly string[] = [
  '@temporalio/activity',
  '@temporalio/client',
  '@temporalio/testing',
  '@temporalio/worker',
  'ajv',
  'hono',
  'pg',
  'pino',
];

/**
 * Files that bring zod into the sandbox. zod costs every workflow 10 to 27 ms, so a file of schemas/ that imports it may be
 * reached from the sandbox through `import type` only. The entry has it because apps write `import { z } from 'durakit'`.
 */
export const zodInSandbox: readonly string[] = ['index.workflow.ts', 'schema.workflow.ts'];

/** Places that may open connections; the rest gets them handed in. An entry is a folder or a file. */
export const connectionOwners: readonly string[] = ['client/connect.ts', 'development/', 'providers/postgres/', 'test/', 'workers/'];

/** What opens a connection. */
export const connectionCalls: readonly string[] = ['new Pool(', 'new pg.Pool(', 'NativeConnection.connect('];

/** Names that say nothing about what is inside; also as the last word of a longer name, as in `string-utils.ts`. */
export const emptyNames: readonly string[] = ['common', 'helper', 'helpers', 'misc', 'types', 'util', 'utils'];
/** Words of {@link emptyNames} that are fine at the end of a longer name, as in `content-types.ts`. */
export const emptyNamesOnlyAlone: readonly string[] = ['types'];

export const maxLines = 300;
export const maxFolderLevels = 2;
/** Half of the files in rooms are shorter than this. */
export const maxMedianLines = 100;
/** Share of files that are named after something that they export. */
export const minNamedShare = 0.75;
