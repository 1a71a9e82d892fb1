import { JSONParseError } from '@ai-sdk/provider';

/**
 * The values of a body that has one JSON value a line. A last line without its end is a line only if it is whole: a connection that was cut
 * ends the values before it. Throws a `JSONParseError` for a complete line that is not JSON. Leaving the loop closes the connection.
 */
export async function* readJsonLines(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield parseLine(line);
  }
  const last = parseWhole(rest);
  if (last !== undefined) yield last;
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new JSONParseError({ text: line, cause: error });
  }
}

function parseWhole(rest: string): unknown {
  try {
    return rest.trim() === '' ? undefined : JSON.parse(rest);
  } catch {
    return undefined;
  }
}
