import type { SourceMap } from './split-result.ts';

/** One mapping: column in the program, then line and column (from 0) in the user's text. */
export type Segment = readonly [column: number, line: number, sourceColumn: number];

/** The segments of each line of a program, in the order of their columns. */
export type MappingLines = readonly (readonly Segment[])[];

/** Version 3, one source. */
export function createSourceMap(lines: MappingLines, source: { readonly path: string; readonly code: string }): SourceMap {
  return { version: 3, sources: [source.path], sourcesContent: [source.code], names: [], mappings: encodeMappings(lines) };
}

/** A text that is put between two characters of another, without a line break. */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/** Puts texts into a text. Those of one offset come in the order of the list. */
export function insertTexts(code: string, insertions: readonly Insertion[]): string {
  let from = 0;
  const parts = byOffset(insertions).flatMap(({ offset, text }) => {
    const before = code.slice(from, offset);
    from = offset;
    return [before, text];
  });
  return [...parts, code.slice(from)].join('');
}

/** Every word and sign of a text, mapped to itself, behind what was inserted before it in its line. */
export function identityMappings(code: string, insertions: readonly Insertion[] = []): Segment[][] {
  const waiting = byOffset(insertions);
  let start = 0;
  return code.split('\n').map((text, line) => {
    const segments: Segment[] = [];
    let shift = 0;
    for (const { index } of text.matchAll(/[\w$]+|[^\s\w$]/g)) {
      for (let next = waiting[0]; next !== undefined && next.offset <= start + index; next = waiting[0]) {
        shift += next.text.length;
        waiting.shift();
      }
      segments.push([index + shift, line, index]);
    }
    start += text.length + 1;
    while (waiting[0] !== undefined && waiting[0].offset < start) waiting.shift();
    return segments;
  });
}

function byOffset(insertions: readonly Insertion[]): Insertion[] {
  return [...insertions].sort((first, second) => first.offset - second.offset);
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
