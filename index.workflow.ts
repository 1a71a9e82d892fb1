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
import { takeAppSettings } from './workflows/bundle-manifest.ts';
import { addEngine } from './workflows/loaded-engines.ts';
import { sandboxSchemas } from './workflows/sandbox-schemas.ts';

export { z } from 'zod';
export { DurakitError, DurakitError as GenkitError } from './schemas/durakit-error.ts';

/** Makes the `ai` object of an app inside a run. Its options are read on the worker's Node side, once, and come with the bundle. */
export function durakit(_options: DurakitOptions = {}): Ai {
  const engine: Engine = {
    ...takeAppSettings(),
    registry: createRegistry([]),
    flows: new Map(),
    scopes: new AsyncLocalStorage<RunScope>(),
    schemas: sandboxSchemas,
    randomId: uuid4,
    keepsBodies: false,
    launcher: undefined,
    outside: undefined,
  };
  addEngine(engine);
  return createAi(engine);
}

/** Genkit's name for {@link durakit}. */
export const genkit: typeof durakit = durakit;
