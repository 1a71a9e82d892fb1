import { loadedApps } from '../engine/app-registry.ts';
import type { Ai } from '../engine/create-ai.ts';
import type { Registry } from '../engine/registry.ts';
import { DurakitError } from '../schemas/durakit-error.ts';

/** Genkit's functions for tests take an `ai` or its registry. Throws INVALID_ARGUMENT for a registry that is no app's. */
export function findAi(owner: Ai | Registry): Ai {
  if ('generate' in owner) return owner;
  for (let registry: Registry | undefined = owner; registry !== undefined; registry = registry.parent) {
    const app = loadedApps().find(({ ai }) => ai.registry === registry);
    if (app !== undefined) return app.ai;
  }
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: 'This registry belongs to no app of this process. Pass the `ai` object, or `ai.registry`.',
  });
}
