import { InvalidArgumentError } from 'commander';

/** A parser for options that are whole numbers, at least `minimum` and at most `maximum`. */
export function createNumberParser({ minimum = 1, maximum = Number.MAX_SAFE_INTEGER } = {}): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
    const range = maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
    throw new InvalidArgumentError(`It must be a whole number ${range}.`);
  };
}

/** For `--port`; 0 lets the system choose. */
export const parsePort = createNumberParser({ minimum: 0, maximum: 65_535 });
