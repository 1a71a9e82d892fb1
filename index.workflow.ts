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
import { knownActions, takeAppSettings } from './workflows/bundle-manifest.ts';
import { addEngine } from './workflows/loaded-engines.ts';
import { sandboxSchemas } from './workflows/sandbox-schemas.ts';

export { z } from 'zod';
export { DurakitError, DurakitError as GenkitError } from './schemas/durakit-error.ts';
export { GenerateResponse } from './engine/generate/generate-response.ts';
export { GenerateResponseChunk } from './engine/generate/generate-response-chunk.ts';
export { Message } from './engine/generate/message.ts';
export { GenerationBlockedError, GenerationResponseError } from './engine/generate/generation-response-error.ts';
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

/** Genkit's name for {@link durakit}. */
export const genkit: typeof durakit = durakit;
