/** A place in a text: `line` counts from 1, `column` from 0, as in Babel. */
export interface FramePosition {
  readonly line: number;
  readonly column: number;
}

const LINES_AROUND = 2;

/** The lines around a place, numbered, with `>` before the line and `^` under the text. Of a longer text the first line is marked. */
export function createCodeFrame(lines: readonly string[], start: FramePosition, end: FramePosition): string {
  const first = Math.max(1, start.line - LINES_AROUND);
  const last = Math.min(lines.length, start.line + LINES_AROUND);
  const width = String(last).length;
  const rows: string[] = [];
  for (let line = first; line <= last; line += 1) {
    const text = (lines[line - 1] ?? '').replace(/\r$/, '');
    const isMarked = line === start.line;
    rows.push(`${isMarked ? '>' : ' '} ${String(line).padStart(width)} | ${text}`.trimEnd());
    if (isMarked) rows.push(markerRow(text, { width, column: start.column, length: markedLength(text, start, end) }));
  }
  return rows.join('\n');
}

function markedLength(text: string, start: FramePosition, end: FramePosition): number {
  const stop = end.line === start.line ? end.column : text.length;
  return Math.max(1, stop - start.column);
}

function markerRow(text: string, { width, column, length }: { width: number; column: number; length: number }): string {
  const indent = text.slice(0, column).replace(/[^\t]/g, ' ');
  return `  ${' '.repeat(width)} | ${indent}${'^'.repeat(length)}`;
}
