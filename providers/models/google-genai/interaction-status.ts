/** What the interactions API calls a block by its filters. Source: Genkit, `google-genai/src/common/utils.ts`. */
const BLOCK_CODES: ReadonlySet<string> = new Set([
  'safety',
  'recitation',
  'language',
  'prohibited_content',
  'spii',
  'blocklist',
  'image_safety',
  'image_prohibited_content',
  'image_recitation',
  'image_other',
  'content_blocked',
  'jailbreak',
  'model_armor',
]);

/** Statuses under which the vendor still works. */
const RUNNING: ReadonlySet<string> = new Set(['in_progress', 'queued']);

export function isRunning(status: unknown): boolean {
  return typeof status === 'string' && RUNNING.has(status);
}

export function isBlockCode(code: unknown): boolean {
  return typeof code === 'string' && BLOCK_CODES.has(code.trim().toLowerCase());
}
