import path from 'node:path';
import { formatDiagnostic } from './format-diagnostic.ts';
import type { AppPrograms } from './split-app.ts';

const reported = new Set<string>();

/** Tells the warnings of the split, not its notes: each once for a process. Default: on standard error. */
export function reportWarnings(
  { diagnostics }: Pick<AppPrograms, 'diagnostics'>,
  report: (text: string) => void = (text) => void process.stderr.write(`${text}\n`),
): void {
  for (const diagnostic of diagnostics) {
    if (diagnostic.severity !== 'warning') continue;
    const text = formatDiagnostic({ ...diagnostic, path: path.relative(process.cwd(), diagnostic.path) });
    if (!reported.has(text)) report(text);
    reported.add(text);
  }
}
