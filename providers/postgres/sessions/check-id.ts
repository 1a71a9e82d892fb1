import { DurakitError } from '../../../schemas/durakit-error.ts';

/** Three ids are a key of an index, and PostgreSQL's keys have less than 2,704 bytes. */
const MOST_BYTES = 800;

/** Throws INVALID_ARGUMENT for what would not be found again under the same text. */
export function checkId(what: string, id: string): void {
  const problem = findProblem(id);
  if (problem === undefined) return;
  const shown = JSON.stringify(id.length > 80 ? `${id.slice(0, 80)}…` : id);
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `The ${what} ${shown} ${problem}.` });
}

function findProblem(id: string): string | undefined {
  if (id.includes('\0')) return 'has a NUL character, which PostgreSQL does not store';
  if (!id.isWellFormed()) return 'has half of a surrogate pair, which UTF-8 does not have';
  const bytes = Buffer.byteLength(id);
  return bytes > MOST_BYTES ? `has ${bytes} bytes; at most ${MOST_BYTES} are possible` : undefined;
}
