import { createInterface } from 'node:readline';

/** What a person types, or a pipe brings, line by line. Lines that come while nobody reads are kept. */
export interface LineSource {
  /** True where a person sits at a terminal. */
  readonly isTerminal: boolean;
  /** The next line; undefined at the end of the input. The prompt is shown on a terminal alone. */
  next(prompt: string): Promise<string | undefined>;
  close(): void;
}

/** Where lines come from, and who hears of them first. */
export interface LineSourceOptions {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Sees each line as it comes. True: the line is done with. */
  readonly onLine: (line: string) => boolean;
  /** Ctrl-C. */
  readonly onInterrupt: () => void;
}

/** Reads until it is closed. */
export function createLineSource({ input, output, onLine, onInterrupt }: LineSourceOptions): LineSource {
  const isTerminal = input.isTTY && output.isTTY;
  const reader = createInterface({ input, ...(isTerminal && { output }), terminal: isTerminal });
  const lines: string[] = [];
  let reading: ((line: string | undefined) => void) | undefined;
  let hasEnded = false;
  const give = (line: string | undefined): void => {
    const read = reading;
    reading = undefined;
    if (read !== undefined) read(line);
    else if (line !== undefined) lines.push(line);
  };
  reader.on('line', (line) => onLine(line) || give(line));
  reader.on('close', () => {
    hasEnded = true;
    give(undefined);
  });
  // a terminal in raw mode sends no signal
  reader.on('SIGINT', onInterrupt);
  process.on('SIGINT', onInterrupt);
  return {
    isTerminal,
    next: async (prompt) => {
      const kept = lines.shift();
      if (kept !== undefined || hasEnded) return kept;
      if (isTerminal) {
        reader.setPrompt(prompt);
        reader.prompt();
      }
      return await new Promise((resolve) => (reading = resolve));
    },
    close: () => {
      process.off('SIGINT', onInterrupt);
      reader.close();
    },
  };
}
