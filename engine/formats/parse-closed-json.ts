import JSON5 from 'json5';

/** A complete value: as JSON5, else as it was repaired. Undefined where neither can be parsed. */
export function parseClosedJson(text: string, repaired: string): unknown {
  return parseOrNothing(text) ?? parseOrNothing(repaired);
}

// null counts as nothing: the second attempt gives it again
function parseOrNothing(text: string): unknown {
  try {
    return JSON5.parse(text);
  } catch {
    return undefined;
  }
}
