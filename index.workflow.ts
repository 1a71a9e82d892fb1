/**
 * durakit in Temporal's workflow sandbox: the same definitions, without their bodies. Steps and models are activities.
 * @module
 */
import { AsyncLocalStorage, uuid4 } from '@temporalio/workflow';
import { createAi, type Ai } from './engine/create-ai.ts';
import type { DurakitOptions } from './engine/durakit-options.ts';
import type { Engine } from './engine/engine.ts';
import { createRegistry } from './engine/registry.ts';
import type { RunScope } from './engine/run-scope.ts';
import { createStandaloneTool } from './engine/tools/create-standalone-tool.ts';
import { knownActions, takeAppSettings } from './workflows/bundle-manifest.ts';
import { addEngine, firstEngine } from './workflows/loaded-engines.ts';
import { sandboxSchemas } from './workflows/sandbox-schemas.ts';

export { z } from 'zod';
export { DurakitError, DurakitError as GenkitError } from './schemas/durakit-error.ts';
export { GenerateResponse } from './engine/generate/generate-response.ts';
export { GenerateResponseChunk } from './engine/generate/generate-response-chunk.ts';
export { Message } from './engine/generate/message.ts';
export { GenerationBlockedError, GenerationResponseError } from './engine/generate/generation-response-error.ts';
export { Document } from './engine/retrieval/document.ts';
export { embedderRef } from './engine/retrieval/embedder.ts';
export { indexerRef } from './engine/retrieval/indexer.ts';
export { rerankerRef } from './engine/retrieval/reranker.ts';
export { retrieverRef } from './engine/retrieval/retriever.ts';
export { evaluatorRef } from './engine/evaluation/evaluator.ts';
export { modelRef } from './engine/model-reference.ts';
export { annotateSchema, GENKIT_UI_METADATA, GENKIT_UI_WIDGETS } from './engine/named-schemas/annotate-schema.ts';
export { dynamicResource, resource } from './engine/resources/resource.ts';
export { dropToolResults } from './engine/compaction/drop-tool-results.ts';
export { summarizeTurns } from './engine/compaction/summarize-turns.ts';
export { AgentError, AgentInitError } from './engine/agents/agent-error.ts';
export { applyPatch } from './engine/sessions/apply-patch.ts';
export { diff } from './engine/sessions/diff.ts';
export { InMemorySessionStore } from './engine/sessions/in-memory-session-store.ts';
export { AbsentSessionStore as FileSessionStore } from './engine/sessions/absent-session-store.ts';
export { AbsentSessionStore as PostgresSessionStore } from './engine/sessions/absent-session-store.ts';
export { fallback } from './engine/fallback/fallback.ts';
export { respondTool, restartTool } from './engine/tools/answer-interrupt.ts';
export { answerQuestions, openQuestions } from './engine/tools/open-questions.ts';
export { UserFacingError } from './schemas/user-facing-error.ts';
export { ToolInterruptError } from './engine/tools/tool-interrupt-error.ts';
export { generateMiddleware } from './engine/middleware/generate-middleware.ts';

/** Makes the `ai` object of an app inside a run. Its options are read on the worker's Node side, once, and come with the bundle. */
export function durakit(_options: DurakitOptions = {}): Ai {
  const engine: Engine = {
    ...takeAppSettings(),
    registry: createRegistry([]),
    describe: (key) => known(key) ?? engine.registry.lookup(key),
    flows: new Map(),
    scopes: new AsyncLocalStorage<RunScope>(),
    schemas: sandboxSchemas,
    randomId: uuid4,
    keepsBodies: false,
    launcher: undefined,
    outside: undefined,
  };
  const known = knownActions();
  addEngine(engine);
  return createAi(engine);
}

/** A tool without an `ai`, for the `tools` of one `generate`. */
export const dynamicTool: Ai['dynamicTool'] = createStandaloneTool(firstEngine);
/** Genkit's other name for {@link dynamicTool}. */
export const tool: Ai['dynamicTool'] = dynamicTool;

/** Genkit's name for {@link durakit}. */
export const genkit: typeof durakit = durakit;
