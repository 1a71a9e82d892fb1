import type { LanguageModelV4FilePart, SharedV4Warning } from '@ai-sdk/provider';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { Role } from '../../../schemas/message.ts';
import type { Part } from '../../../schemas/part.ts';
import type { ToolCallIds } from './tool-call-ids.ts';

/** What the conversion of one conversation shares. */
export interface PromptContext {
  /** The vendor's name in `providerOptions` and in references to files. */
  readonly providerOptionsKey: string;
  /** False where the vendor takes text only as a tool's result. */
  readonly mediaInToolResults: boolean;
  readonly toolCallIds: ToolCallIds;
  /** Media of tool results that wait to be sent in a user message. */
  readonly separateMedia: { readonly toolName: string; readonly files: readonly LanguageModelV4FilePart[] }[];
  /** Collects what could not be said to the model; it ends up in the response's `custom.warnings`. */
  readonly warnings: SharedV4Warning[];
}

/** The kind of a part: its one key beside `metadata`. */
export function toPartKind(part: Part): string {
  return Object.keys(part).find((key) => key !== 'metadata') ?? 'empty';
}

/** The error of a part that no model takes in a message of that role. */
export function misplacedPart(part: Part, role: Role): DurakitError {
  const kind = toPartKind(part);
  const hint = kind === 'resource' ? 'Resources must be read before the model is called.' : 'Move it to a message of another role.';
  return new DurakitError({ status: 'INVALID_ARGUMENT', message: `A '${kind}' part cannot be in a ${role} message. ${hint}` });
}

/** Notes that a custom part was left out: a conversation that moves to another vendor brings parts that only the first one knows. */
export function skipCustomPart(part: Part, context: PromptContext): undefined {
  const kind = 'custom' in part ? Object.keys(part.custom).join(', ') : toPartKind(part);
  context.warnings.push({ type: 'other', message: `a custom part (${kind}) was not sent: this model's vendor does not know it` });
}
