/**
 * `durakit/middleware` in Temporal's workflow sandbox: the hooks are flow code, files are read by steps on the worker.
 * @module
 */
import { createCapturedStep } from './engine/captured-step.ts';
import { toFileStepKey, SKILL_STEPS } from './engine/middleware/generate/built-in-steps.ts';
import { createFilesystemMiddleware } from './engine/middleware/generate/filesystem.ts';
import { createSkillsMiddleware } from './engine/middleware/generate/skills.ts';

export { agents } from './engine/middleware/generate/agents.ts';
export { artifacts } from './engine/middleware/generate/artifacts.ts';
export { fallback } from './engine/middleware/generate/fallback.ts';
export { retry } from './engine/middleware/generate/retry.ts';
export { toolApproval } from './engine/middleware/generate/tool-approval.ts';

/** Files of one directory for the model. */
export const filesystem: ReturnType<typeof createFilesystemMiddleware> = createFilesystemMiddleware((operation, options) =>
  createCapturedStep(toFileStepKey(operation), () => ({ options })),
);

/** Skills for the model. */
export const skills: ReturnType<typeof createSkillsMiddleware> = createSkillsMiddleware({
  list: (skillPaths) => createCapturedStep(SKILL_STEPS.list, () => ({ skillPaths })),
  use: (skillPaths) => createCapturedStep(SKILL_STEPS.use, () => ({ skillPaths })),
});
