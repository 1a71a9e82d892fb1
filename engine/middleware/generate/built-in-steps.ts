import { toActionKey, type ActionKey } from '../../../schemas/action-key.ts';
import type { FileOperation } from './filesystem.ts';

/** The step behind a tool of the filesystem middleware; what it captures is `{ options }`. */
export function toFileStepKey(operation: FileOperation): ActionKey {
  return toActionKey('step', `durakit/filesystem/${operation}`);
}

/** The steps of the skills middleware; what they capture is `{ skillPaths }`. */
export const SKILL_STEPS: Readonly<Record<'list' | 'use', ActionKey>> = {
  list: toActionKey('step', 'durakit/skills/list'),
  use: toActionKey('step', 'durakit/skills/use_skill'),
};
