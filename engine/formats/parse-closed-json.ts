// Not 'json5': what bundlers take for it draws a random number when it is loaded, which would shift those of every run.
import JSON5 from 'json5/lib/index.js';

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
