import { styleText } from 'node:util';

/** Formats of `styleText` that the CLI uses. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Where a command writes: what was asked for goes to standard output, everything else to standard error. */
export interface Terminal {
  /** A result, with its line's end. */
  print(text: string): void;
  /** Progress, advice, errors. */
  note(text: string): void;
  /** Plain text where the output is no terminal or `NO_COLOR` is set. */
  style(style: Style, text: string): string;
  /** The same for what is noted. */
  styleNote(style: Style, text: string): string;
  /** Of a line of output; endless where it is no terminal. */
  readonly columns: number;
}

/** Writes to the process's streams. A reader that goes away (`| head`) ends the output silently. */
export function createTerminal(output: NodeJS.WriteStream = process.stdout, notes: NodeJS.WriteStream = process.stderr): Terminal {
  for (const stream of [output, notes]) stream.on('error', ignoreClosedPipe);
  return {
    print: (text) => void output.write(`${text}\n`),
    note: (text) => void notes.write(`${text}\n`),
    style: (style, text) => styleText(style, text, { stream: output }),
    styleNote: (style, text) => styleText(style, text, { stream: notes }),
    columns: output.isTTY ? output.columns : Infinity,
  };
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
