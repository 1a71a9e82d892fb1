import { UsageError } from './usage-error.ts';

/** The value of a JSON argument; undefined where there is none. Throws a usage error that says what is wrong. */
export function parseJson(text: string | undefined, { what, example }: { what: string; example: string }): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The ${what} is not JSON: ${reason}. Text needs its own quotes: '"text"'.`, example);
  }
}
