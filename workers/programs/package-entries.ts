import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DurakitError } from '../../schemas/durakit-error.ts';

/** Genkit's packages, and our entry that stands in for each. An app written for Genkit keeps its imports. */
const GENKIT_ENTRIES: Readonly<Record<string, string>> = {
  genkit: 'index',
  'genkit/beta': 'index',
  'genkit/beta/client': 'genkit-client',
  'genkit/plugin': 'plugin',
  'genkit/model': 'model',
  'genkit/model/middleware': 'model-middleware',
  'genkit/embedder': 'embedder',
  'genkit/retriever': 'retriever',
  'genkit/reranker': 'reranker',
  'genkit/evaluator': 'evaluator',
  'genkit/context': 'context',
  'genkit/logging': 'logging',
  'genkit/registry': 'registry',
  'genkit/schema': 'schema',
  'genkit/tool': 'tool',
  'genkit/tracing': 'tracing',
  'genkit/testing': 'genkit-testing',
  '@genkit-ai/ai': 'ai',
  '@genkit-ai/core': 'core',
  '@genkit-ai/google-genai': 'google-genai',
  '@genkit-ai/googleai': 'google-genai',
  '@genkit-ai/vertexai': 'vertexai',
  '@genkit-ai/anthropic': 'anthropic',
  '@genkit-ai/compat-oai': 'openai-compatible',
  '@genkit-ai/compat-oai/openai': 'openai',
  '@genkit-ai/compat-oai/deepseek': 'deepseek',
  '@genkit-ai/compat-oai/xai': 'xai',
  '@genkit-ai/ollama': 'ollama',
  'genkitx-ollama': 'ollama',
  '@genkit-ai/express': 'express',
  '@genkit-ai/fastify': 'fastify',
  '@genkit-ai/fetch': 'fetch',
  '@genkit-ai/next': 'next',
  '@genkit-ai/mcp': 'mcp',
  '@genkit-ai/middleware': 'middleware',
  '@genkit-ai/evaluator': 'evaluators',
  '@genkit-ai/dev-local-vectorstore': 'dev-local-vectorstore',
  '@genkit-ai/chroma': 'chroma',
  '@genkit-ai/pinecone': 'pinecone',
  '@genkit-ai/cloud-sql-pg': 'cloud-sql-pg',
  '@genkit-ai/checks': 'checks',
  '@genkit-ai/google-cloud': 'google-cloud',
  '@genkit-ai/firebase': 'firebase',
  '@genkit-ai/vercel-ai': 'vercel-ai',
};

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const EXTENSION = path.extname(fileURLToPath(import.meta.url));

/** The two sides of the app that a specifier may be imported from. */
export type Face = 'node' | 'workflow';

/**
 * The file of ours that a specifier of Genkit's leads to, or one of our own: the app and its worker must share one copy of the package.
 * Undefined for any other specifier. Throws UNIMPLEMENTED for a package of Genkit's whose stand-in is not there yet.
 */
export function resolvePackageEntry(specifier: string, face: Face): string | undefined {
  const own = /^durakit(?:\/([\w/-]+))?$/.exec(specifier);
  // `durakit/model/middleware` is `model-middleware.ts`
  if (own !== null) return findFile(own[1]?.replaceAll('/', '-') ?? 'index', face);
  const entry = findEntry(specifier);
  if (entry === undefined) return undefined;
  const found = findFile(entry, face);
  if (found !== undefined) return found;
  throw new DurakitError({
    status: 'UNIMPLEMENTED',
    message: `The app imports '${specifier}'. Its stand-in 'durakit/${entry}' does not exist in this version.`,
    details: { specifier, entry },
  });
}

/** The name under which a package of Genkit's, or one of ours, is had from ours. Throws as {@link resolvePackageEntry}. */
export function toPackageSpecifier(specifier: string): string {
  if (resolvePackageEntry(specifier, 'node') === undefined) return specifier;
  const entry = /^durakit(?:\/|$)/.test(specifier) ? undefined : findEntry(specifier);
  if (entry === undefined) return specifier;
  return entry === 'index' ? 'durakit' : `durakit/${entry}`;
}

function findFile(entry: string, face: Face): string | undefined {
  const candidates = face === 'workflow' ? [`${entry}.workflow`, entry] : [entry];
  return candidates.map((name) => path.join(ROOT, `${name}${EXTENSION}`)).find((file) => existsSync(file));
}

/** Subpaths that are not listed belong to the package's own entry (`@genkit-ai/core/registry`). */
function findEntry(specifier: string): string | undefined {
  const listed = GENKIT_ENTRIES[specifier];
  if (listed !== undefined) return listed;
  const owner = /^(@genkit-ai\/[^/]+|genkit)(?:\/|$)/.exec(specifier)?.[1];
  return owner === undefined ? undefined : (GENKIT_ENTRIES[owner] ?? specifier.replace(/^@genkit-ai\//, ''));
}
