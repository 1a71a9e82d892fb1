import { DurakitError } from '../schemas/durakit-error.ts';

/**
 * Captured variables travel to the step as JSON. Throws INVALID_ARGUMENT with the path of the first value that JSON would
 * change: a function, a class instance, a Date, a bigint.
 */
export function checkCaptured(step: string, captured: Readonly<Record<string, unknown>>): void {
  const offender = findOffender(captured, '', new Set());
  if (offender === undefined) return;
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message:
      `Step '${step}' uses ${offender.path} of the flow around it, which is ${offender.what} and does not survive the way to the worker as JSON. ` +
      'Pass plain data into the step, or make the value inside it.',
    details: { path: offender.path },
    step,
  });
}

interface Offender {
  readonly path: string;
  readonly what: string;
}

function findOffender(value: unknown, path: string, seen: Set<object>): Offender | undefined {
  if (typeof value === 'function') return { path, what: 'a function' };
  if (typeof value === 'bigint' || typeof value === 'symbol') return { path, what: `a ${typeof value}` };
  if (typeof value !== 'object' || value === null) return undefined;
  if (seen.has(value)) return { path, what: 'a circular reference' };
  seen.add(value);
  const offender = isPlain(value) ? findInside(value, path, seen) : { path, what: `an instance of ${nameOfClass(value)}` };
  seen.delete(value);
  return offender;
}

function findInside(value: object, path: string, seen: Set<object>): Offender | undefined {
  for (const [key, member] of Object.entries(value)) {
    const offender = findOffender(member, Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`, seen);
    if (offender !== undefined) return offender;
  }
  return undefined;
}

/** What has its own `toJSON` says itself how it travels; a Date would arrive as a string. */
function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isObject = prototype === null || Object.getPrototypeOf(prototype) === null;
  return isObject || ('toJSON' in value && !(value instanceof Date));
}

function nameOfClass(value: object): string {
  return value.constructor?.name ?? 'a class';
}
