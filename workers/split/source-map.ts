import type { SourceMap } from './split-result.ts';

/** One mapping: column in the program, then line and column (from 0) in the user's text. */
export type Segment = readonly [column: number, line: number, sourceColumn: number];

/** The segments of each line of a program, in the order of their columns. */
export type MappingLines = readonly (readonly Segment[])[];

/** Version 3, one source. */
export function createSourceMap(lines: MappingLines, source: { readonly path: string; readonly code: string }): SourceMap {
  return { version: 3, sources: [source.path], sourcesContent: [source.code], names: [], mappings: encodeMappings(lines) };
}

/** Every word and sign of a text, mapped to itself; `shift` moves the columns from a place on. */
export function identityMappings(
  code: string,
  shift?: { readonly line: number; readonly column: number; readonly by: number },
): Segment[][] {
  return code.split('\n').map((text, line) => {
    const segments: Segment[] = [];
    for (const { index } of text.matchAll(/[\w$]+|[^\s\w$]/g)) {
      const isShifted = shift !== undefined && line === shift.line && index >= shift.column;
      segments.push([isShifted ? index + shift.by : index, line, index]);
    }
    return segments;
  });
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function encodeMappings(lines: MappingLines): string {
  let previousLine = 0;
  let previousColumn = 0;
  const encodeLine = (segments: readonly Segment[]): string => {
    let generated = 0;
    return segments
      .map(([column, line, sourceColumn]) => {
        const text = toVlq(column - generated) + 'A' + toVlq(line - previousLine) + toVlq(sourceColumn - previousColumn);
        generated = column;
        previousLine = line;
        previousColumn = sourceColumn;
        return text;
      })
      .join(',');
  };
  return lines.map(encodeLine).join(';');
}

/** Base 64, five bits a digit, the sign in the lowest bit, as the format has it. */
function toVlq(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS.charAt(rest > 0 ? digit | 32 : digit);
  } while (rest > 0);
  return text;
}
