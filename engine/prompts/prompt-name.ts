import { DurakitError } from '../../schemas/durakit-error.ts';
import type { PromptFileName } from './prompt-source.ts';

/** The name under which a prompt is registered: `menu`, `menu.short`. */
export function toPromptName({ name, variant }: PromptFileName): string {
  return variant === undefined ? name : `${name}.${variant}`;
}

/** The other way; the variant is what stands after the first dot of the last segment. */
export function fromPromptName(fullName: string): PromptFileName {
  const dot = fullName.indexOf('.', fullName.lastIndexOf('/') + 1);
  return dot < 0 ? { name: fullName } : { name: fullName.slice(0, dot), variant: fullName.slice(dot + 1) };
}

/** Genkit's words; the prompts that exist are in the details. */
export function promptNotFound({ name, variant }: PromptFileName, known: readonly string[]): DurakitError {
  const subject = variant === undefined ? name : `${name} (variant ${variant})`;
  return new DurakitError({ status: 'NOT_FOUND', message: `Prompt ${subject} not found`, details: { known: [...known].sort() } });
}
