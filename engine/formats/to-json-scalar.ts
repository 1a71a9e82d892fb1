const NUMBER = /^([+-]?)(0x[0-9a-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/i;
const CUT_NUMBER_END = /(?:e[+-]?|x|[+-])$/i;

/** Words of JSON5, and Python's, which models mix in. */
const WORDS: Readonly<Record<string, string>> = {
  true: 'true',
  false: 'false',
  null: 'null',
  True: 'true',
  False: 'false',
  None: 'null',
  NaN: 'null',
  Infinity: 'null',
  '+Infinity': 'null',
  '-Infinity': 'null',
};

/** Whether text that ends within a number or a word was cut there. */
export interface JsonScalarOptions {
  readonly cut: boolean;
}

/**
 * An unquoted value as JSON (NaN and Infinity are null, as `JSON.stringify` has it). A cut one is completed: `tr` is true, `1e` is 1, `0x` is 0; nothing is left of `-`.
 * A word of no meaning comes back as it is, so that the parser refuses it.
 */
export function toJsonScalar(token: string, { cut }: JsonScalarOptions): string {
  const known = toKnown(token);
  if (known !== undefined || !cut) return known ?? token;
  const word = Object.keys(WORDS).find((candidate) => candidate.startsWith(token) && !/^[+-]$/.test(token));
  if (word !== undefined) return WORDS[word] ?? token;
  const number = token.replace(CUT_NUMBER_END, '');
  return number === '' ? '' : (toKnown(number) ?? token);
}

function toKnown(token: string): string | undefined {
  if (Object.hasOwn(WORDS, token)) return WORDS[token];
  const [match, sign, digits] = NUMBER.exec(token) ?? [];
  if (match === undefined) return undefined;
  return JSON.stringify(sign === '-' ? -Number(digits) : Number(digits));
}
