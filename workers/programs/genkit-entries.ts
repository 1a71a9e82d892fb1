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

/** The file of ours that a specifier of Genkit's leads to; undefined for any other specifier. Throws UNIMPLEMENTED for an entry that is not there yet. */
export function resolveGenkitEntry(specifier: string, face: Face): string | undefined {
  const entry = findEntry(specifier);
  if (entry === undefined) return undefined;
  const candidates = face === 'workflow' ? [`${entry}.workflow`, entry] : [entry];
  const found = candidates.map((name) => path.join(ROOT, `${name}${EXTENSION}`)).find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new DurakitError({
    status: 'UNIMPLEMENTED',
    message: `The app imports '${specifier}'. Its stand-in 'durakit/${entry}' does not exist in this version.`,
    details: { specifier, entry },
  });
}

/** Every specifier of the table, for bundlers that want aliases. */
export function genkitSpecifiers(): readonly string[] {
  return Object.keys(GENKIT_ENTRIES);
}

/** Subpaths that are not listed belong to the package's own entry (`@genkit-ai/core/registry`). */
function findEntry(specifier: string): string | undefined {
  const listed = GENKIT_ENTRIES[specifier];
  if (listed !== undefined) return listed;
  const owner = /^(@genkit-ai\/[^/]+|genkit)(?:\/|$)/.exec(specifier)?.[1];
  return owner === undefined ? undefined : (GENKIT_ENTRIES[owner] ?? specifier.replace(/^@genkit-ai\//, ''));
}
