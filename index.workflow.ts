/**
 * durakit in Temporal's workflow sandbox: the same definitions, without their bodies. Steps and models are activities.
 * @module
 */
import { AsyncLocalStorage } from '@temporalio/workflow';
import { createAi, type Ai } from './engine/create-ai.ts';
import { toModelReference } from './engine/define-model.ts';
import type { DurakitOptions } from './engine/durakit-options.ts';
import type { Engine } from './engine/engine.ts';
import { createRegistry } from './engine/registry.ts';
import type { RunScope } from './engine/run-scope.ts';
import { sandboxSchemas } from './workflows/compiled-validators.ts';
import { addEngine } from './workflows/loaded-engines.ts';

export { z } from 'zod';
export { DurakitError, DurakitError as GenkitError } from './schemas/durakit-error.ts';

/** Makes the `ai` object of an app inside a run. */
export function durakit(options: DurakitOptions = {}): Ai {
  const model = options.model === undefined ? undefined : toModelReference(options.model);
  const engine: Engine = {
    name: options.name,
    registry: createRegistry([]),
    flows: new Map(),
    scopes: new AsyncLocalStorage<RunScope>(),
    schemas: sandboxSchemas,
    keepsBodies: false,
    launcher: undefined,
    outside: undefined,
    context: options.context ?? {},
    defaultModel: model?.name,
    defaultModelConfig: model?.config,
  };
  addEngine(engine);
  return createAi(engine);
}

/** Genkit's name for {@link durakit}. */
export const genkit: typeof durakit = durakit;
