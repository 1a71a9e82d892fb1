import { DurakitError } from '../schemas/durakit-error.ts';

/** Characters of JSON; larger values are not watched. */
const LARGEST_WATCHED = 262_144;

/**
 * A hoisted step works on a copy of what it captures: a change in place would be lost. Remembers the objects among the captured
 * values, at most 256 kB of JSON each; the returned function throws FAILED_PRECONDITION, which is not retried, if the step has changed
 * one that it does not give back.
 */
export function watchCaptured(
  step: string,
  captured: Readonly<Record<string, unknown>>,
): (writes: Readonly<Record<string, unknown>>) => void {
  const before = Object.entries(captured).flatMap(([name, value]) => {
    const json = typeof value === 'object' && value !== null ? JSON.stringify(value) : undefined;
    return json === undefined || json.length > LARGEST_WATCHED ? [] : [{ name, value, json }];
  });
  return (writes) => {
    const changed = before.find(({ name, value, json }) => !Object.hasOwn(writes, name) && toJson(value) !== json);
    if (changed !== undefined) throw lostChange(step, changed.name);
  };
}

/** What cannot be written as JSON any more has changed, too. */
function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function lostChange(step: string, name: string): DurakitError {
  const what = name === 'this' ? 'a field of `this`' : `\`${name}\``;
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message:
      `Step '${step}' has changed ${what} of the flow around it. A step works on a copy, so the flow would not see the change. ` +
      `Return the new value from the step, assign the variable in the step (\`${name === 'this' ? 'value' : name} = …\`), ` +
      "or give the flow `durability: 'journal'`.",
    details: { variable: name },
    step,
  });
}
