import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { DocumentData } from '../../../schemas/generate-request.ts';

/** Which document it is, and for whom, in the error. */
export interface DocumentPlace {
  readonly position: number;
  /** The embedder's name. */
  readonly name: string;
}

/** The text of a document, its parts without anything between them, as in Genkit. Throws INVALID_ARGUMENT for parts that are no text. */
export function toDocumentText({ content }: DocumentData, { position, name }: DocumentPlace): string {
  return content
    .map((part) => {
      if ('text' in part) return part.text;
      throw new DurakitError({
        status: 'INVALID_ARGUMENT',
        message:
          `${name} takes text only, and document ${position} holds a part of kind '${Object.keys(part)[0] ?? 'nothing'}'. ` +
          'Give its text (a caption, a transcript), or use an embedder that takes media.',
      });
    })
    .join('');
}
