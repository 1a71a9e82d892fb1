/** One range; both ends are part of it. */
export interface HeaderRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads the header `Range` for content of a known size. Undefined: send the whole, which RFC 9110 (14.2) allows for several ranges, for other
 * units and for what is no range. `unsatisfiable`: 416.
 */
export function readRangeHeader(header: string | null, size: number): HeaderRange | 'unsatisfiable' | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  if (first === '') return toSuffix(Number(last), size);
  const [start, end] = [Number(first), last === '' ? size - 1 : Number(last)];
  if (last !== '' && end < start) return undefined;
  return start >= size ? 'unsatisfiable' : { start, end: Math.min(end, size - 1) };
}

function toSuffix(length: number, size: number): HeaderRange | 'unsatisfiable' {
  return length === 0 || size === 0 ? 'unsatisfiable' : { start: Math.max(0, size - length), end: size - 1 };
}
