/** With message and stack beside it an error stays below Temporal's 2 MiB, whatever the script. */
const MOST_CHARACTERS = 300_000;
/** Of one field, where all of them together are too much. */
const MOST_FIELD_CHARACTERS = 10_000;
const MOST_TEXT_CHARACTERS = 50_000;

/**
 * What can cross a border of a value that an error carries. Temporal's SDK ends the worker over a failure that JSON cannot hold, and
 * repeats a workflow task for ever over one that is too long: here a cycle becomes `[circular]`, a bigint its digits, and fields that
 * are too long say how long they were. Anything else stays as it is.
 */
export function toBearable(value: unknown): unknown {
  const json = toLenientJson(value);
  if (json === undefined) return undefined;
  if (json.length <= MOST_CHARACTERS) return JSON.parse(json) as unknown;
  const whole = JSON.parse(json) as unknown;
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return omitted(json);
  let left = MOST_CHARACTERS;
  return Object.fromEntries(
    Object.entries(whole).map(([name, field]) => {
      const text = JSON.stringify(field);
      if (text.length > MOST_FIELD_CHARACTERS || text.length > left) return [name, omitted(text)];
      left -= text.length;
      return [name, field as unknown];
    }),
  );
}

/** The beginning of a text that is too long for an error. */
export function toBearableText(text: string): string {
  if (text.length <= MOST_TEXT_CHARACTERS) return text;
  return `${text.slice(0, MOST_TEXT_CHARACTERS)}… (${text.length} characters in all)`;
}

/** JSON of anything; undefined for what has none, such as a function. */
export function toLenientJson(value: unknown): string | undefined {
  const ancestors: unknown[] = [];
  const replace = function (this: unknown, _name: string, entry: unknown): unknown {
    if (typeof entry === 'bigint') return String(entry);
    if (typeof entry !== 'object' || entry === null) return entry;
    while (ancestors.length > 0 && ancestors.at(-1) !== this) ancestors.pop();
    if (ancestors.includes(entry)) return '[circular]';
    ancestors.push(entry);
    return entry;
  };
  try {
    return JSON.stringify(value, replace);
  } catch (error) {
    // a `toJSON` or a getter that throws, or a depth of thousands
    return JSON.stringify({ unreadable: error instanceof Error ? error.message : 'it cannot be read' });
  }
}

function omitted(json: string): { readonly omitted: string } {
  return { omitted: `${json.length} characters of JSON` };
}
