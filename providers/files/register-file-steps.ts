import type { FileOperation, FilesystemOptions } from '../../engine/middleware/generate/filesystem.ts';
import { SKILL_STEPS, toFileStepKey } from '../../engine/middleware/generate/built-in-steps.ts';
import { findRegisteredStep, registerStep, type RegisteredStep } from '../../engine/registered-steps.ts';
import type { ActionKey } from '../../schemas/action-key.ts';
import { fileOperations } from './file-operations.ts';
import { listSkills, readSkill } from './skill-files.ts';

/** Makes what the middleware leaves to the worker known to it; a second copy of the package changes nothing. */
export function registerFileSteps(): void {
  for (const operation of Object.keys(fileOperations) as FileOperation[]) {
    register(toFileStepKey(operation), async ({ options }, _surroundings, input) => ({
      result: await fileOperations[operation](options as FilesystemOptions, input),
    }));
  }
  register(SKILL_STEPS.list, async ({ skillPaths }) => ({ result: await listSkills(skillPaths as string[]) }));
  register(SKILL_STEPS.use, async ({ skillPaths }, _surroundings, input) => ({
    result: await readSkill(skillPaths as string[], (input as { readonly skillName?: unknown } | undefined)?.skillName),
  }));
}

function register(key: ActionKey, step: RegisteredStep): void {
  if (findRegisteredStep(key) === undefined) registerStep(key, step);
}
