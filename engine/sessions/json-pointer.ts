import { DurakitError } from '../../schemas/durakit-error.ts';

/** Patches come from outside: these names lead to what all objects share. */
const FORBIDDEN: readonly string[] = ['__proto__', 'prototype', 'constructor'];

/** The names that a JSON Pointer (RFC 6901) is made of; none for `""`, the whole. Throws INVALID_ARGUMENT for the forbidden ones. */
export function parsePointer(pointer: string): string[] {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) throw invalidPointer(pointer, 'must start with "/".');
  const tokens = pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  const forbidden = tokens.find((token) => FORBIDDEN.includes(token));
  if (forbidden !== undefined) throw invalidPointer(pointer, `contains forbidden token "${forbidden}".`);
  return tokens;
}

/** A pointer to a member. */
export function toPointer(parent: string, name: string | number): string {
  return `${parent}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function invalidPointer(pointer: string, what: string): DurakitError {
  return new DurakitError({ status: 'INVALID_ARGUMENT', message: `Invalid JSON Pointer: "${pointer}" ${what}` });
}
