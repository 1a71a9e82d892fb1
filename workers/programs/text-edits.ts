import { SourceMap as NodeSourceMap } from 'node:module';
import { createSourceMap, identityMappings, type Segment } from '../split/source-map.ts';
import type { SplitProgram } from '../split/split-result.ts';

/** A piece of a text that is replaced. The new piece has the line breaks of the old one, so that lines keep their numbers. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits, none within another, and moves the source map along. */
export function applyEdits({ code, map }: SplitProgram, edits: readonly TextEdit[]): SplitProgram {
  if (edits.length === 0) return { code, map };
  const sorted = edits.toSorted((first, second) => first.start - second.start || first.end - second.end);
  let edited = '';
  let position = 0;
  for (const { start, end, text } of sorted) {
    edited += code.slice(position, start) + text;
    position = end;
  }
  edited += code.slice(position);
  return { code: edited, map: moveMap({ code, map }, edited, sorted) };
}

/** Each word of the new text takes the place that it had in the old one; words of the edits have none. */
function moveMap({ code, map }: SplitProgram, edited: string, edits: readonly TextEdit[]): SplitProgram['map'] {
  const known = new NodeSourceMap(map as ConstructorParameters<typeof NodeSourceMap>[0]);
  const newStarts = lineStarts(edited);
  const oldStarts = lineStarts(code);
  const toOld = createBackwards(edits);
  const lines = identityMappings(edited).map((segments, line): Segment[] =>
    segments.flatMap(([column]) => {
      const old = toOld((newStarts[line] ?? 0) + column);
      if (old === undefined) return [];
      const oldColumn = old - (oldStarts[line] ?? 0);
      const entry = known.findEntry(line, oldColumn);
      const isExact = 'originalLine' in entry && entry.generatedLine === line && entry.generatedColumn === oldColumn;
      return isExact ? [[column, entry.originalLine, entry.originalColumn] as const] : [];
    }),
  );
  return createSourceMap(lines, { path: map.sources[0] ?? '', code: map.sourcesContent[0] ?? '' });
}

/** From a place in the new text to the one in the old; undefined inside what an edit brought. */
function createBackwards(edits: readonly TextEdit[]): (position: number) => number | undefined {
  return (position) => {
    let shift = 0;
    for (const { start, end, text } of edits) {
      if (position < start + shift) break;
      if (position < start + shift + text.length) return undefined;
      shift += text.length - (end - start);
    }
    return position - shift;
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const { index } of text.matchAll(/\n/g)) starts.push(index + 1);
  return starts;
}
