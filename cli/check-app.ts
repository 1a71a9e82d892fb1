import path from 'node:path';
import { toCheckReport } from '../workers/programs/check-report.ts';
import { splitApp } from '../workers/programs/split-app.ts';
import { formatCheck } from './format/format-check.ts';
import type { Terminal } from './terminal.ts';

/** What to check, and how to tell. */
export interface CheckAppOptions {
  readonly app: readonly string[];
  readonly json: boolean;
  /** Journaled flows are errors, unless they are by hand. */
  readonly strict: boolean;
}

/** Splits the app and prints what was found. Nothing of the app is run. True without errors. */
export function checkApp(terminal: Terminal, { app, json, strict }: CheckAppOptions): boolean {
  const programs = splitApp(
    app.map((file) => path.resolve(file)),
    { strict },
  );
  const report = toCheckReport(programs, process.cwd());
  if (json) terminal.print(JSON.stringify(report, null, 2));
  else for (const line of formatCheck(report, terminal)) terminal.print(line);
  return report.ok;
}
