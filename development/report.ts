/**
 * Gets one line of text for a person. A passing line (`passing: true`) shows how far something is:
 * the next line may replace it, and a listener may drop it.
 */
export type Report = (text: string, line?: { readonly passing?: boolean }) => void;

const PLAIN_INTERVAL_MS = 3_000;
const DEFAULT_WIDTH = 80;

/** Writes lines to a stream: on a terminal a passing line is overwritten, elsewhere one is shown every three seconds. */
export function createReport(stream: NodeJS.WriteStream = process.stderr): Report {
  return stream.isTTY ? createTerminalReport(stream) : createPlainReport(stream);
}

function createTerminalReport(stream: NodeJS.WriteStream): Report {
  return (text, { passing = false } = {}) => {
    // a line longer than the terminal would wrap and could not be overwritten
    const shown = passing ? text.slice(0, (stream.columns || DEFAULT_WIDTH) - 1) : `${text}\n`;
    stream.write(`\r\u001B[2K${shown}`);
  };
}

function createPlainReport(stream: NodeJS.WritableStream): Report {
  let last = 0;
  return (text, { passing = false } = {}) => {
    const now = Date.now();
    if (passing && now - last < PLAIN_INTERVAL_MS) return;
    last = now;
    stream.write(`${text}\n`);
  };
}
