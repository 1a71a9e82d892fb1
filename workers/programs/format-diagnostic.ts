import type { Diagnostic } from '../split/split-result.ts';

/** A finding as compilers print it: place, slug, what is wrong, the code, what to do. */
export function formatDiagnostic({ path, line, column, severity, slug, message, hint, codeFrame }: Diagnostic): string {
  return `${path}:${line}:${column} ${severity} ${slug}: ${message}\n${codeFrame}\n${hint} (docs/errors/${slug}.md)`;
}
