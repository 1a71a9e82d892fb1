import type { Terminal } from '../../cli/terminal.ts';

/** A terminal that keeps what it is given, without colours. */
export interface RecordingTerminal extends Terminal {
  readonly output: string[];
  readonly notes: string[];
}

export function createRecordingTerminal(): RecordingTerminal {
  const output: string[] = [];
  const notes: string[] = [];
  return {
    output,
    notes,
    print: (text) => void output.push(text),
    note: (text) => void notes.push(text),
    style: (_style, text) => text,
    styleNote: (_style, text) => text,
    columns: Infinity,
  };
}
