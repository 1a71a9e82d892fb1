/**
 * Middleware for `generate`: retries, other models, approvals, files, skills, sub-agents, artifacts. Genkit's `@genkit-ai/middleware`.
 * @module
 */
import { createFilesystemMiddleware } from './engine/middleware/generate/filesystem.ts';
import { createSkillsMiddleware } from './engine/middleware/generate/skills.ts';
import { fileOperations } from './providers/files/file-operations.ts';
import { registerFileSteps } from './providers/files/register-file-steps.ts';
import { listSkills, readSkill } from './providers/files/skill-files.ts';

export { agents, type AgentReference, type AgentsOptions } from './engine/middleware/generate/agents.ts';
export { artifacts, type ArtifactsOptions } from './engine/middleware/generate/artifacts.ts';
export { fallback, type FallbackMiddlewareOptions as FallbackOptions } from './engine/middleware/generate/fallback.ts';
export { retry } from './engine/middleware/generate/retry.ts';
export { toolApproval, type ToolApprovalOptions } from './engine/middleware/generate/tool-approval.ts';
export type { FilesystemOptions } from './engine/middleware/generate/filesystem.ts';
export type { SkillsOptions } from './engine/middleware/generate/skills.ts';
export type { RetryMiddlewareOptions as RetryOptions } from './engine/middleware/retry-calls.ts';

registerFileSteps();

/**
 * Gives the model `list_files` and `read_file` (and `write_file`, `search_and_replace` with `allowWriteAccess`) for the files of
 * `rootDirectory`, which no path and no link leads out of. What fails becomes the tool's output. In a flow each call is an activity.
 */
export const filesystem: ReturnType<typeof createFilesystemMiddleware> = createFilesystemMiddleware(
  (operation, options) => (input: unknown) => fileOperations[operation](options, input),
);

/**
 * Tells the model of the folders in `skillPaths` that hold a `SKILL.md`, by the description in its front matter, and gives it `use_skill` to
 * read one. In a flow the list is a step, once for each `generate`.
 */
export const skills: ReturnType<typeof createSkillsMiddleware> = createSkillsMiddleware({
  list: (skillPaths) => () => listSkills(skillPaths),
  use: (skillPaths) => (input: unknown) => readSkill(skillPaths, (input as { readonly skillName?: unknown } | undefined)?.skillName),
});
