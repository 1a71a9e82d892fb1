import type { types as t } from '@babel/core';
import { createCodeFrame } from './code-frame.ts';
import { DIAGNOSTIC_TABLE, type DiagnosticSlug } from './diagnostic-table.ts';
import type { Diagnostic, Severity } from './split-result.ts';

/** Where a finding is. A syntax tree's node is one. */
export interface Place {
  readonly loc?: t.SourceLocation | null | undefined;
}

/** Makes the findings of one module. */
export type CreateDiagnostic = (slug: DiagnosticSlug, place: Place, message: string) => Diagnostic;

/** Binds the text and the path, so that a finding is one short call. */
export function createDiagnosticMaker(code: string, path: string): CreateDiagnostic {
  const lines = code.split('\n');
  return (slug, place, message) => {
    const start = place.loc?.start ?? { line: 1, column: 0 };
    const end = place.loc?.end ?? start;
    const { severity, hint } = DIAGNOSTIC_TABLE[slug];
    const codeFrame = createCodeFrame(lines, start, end);
    return { slug, severity, message, hint, path, line: start.line, column: start.column + 1, codeFrame };
  };
}

/** The same finding, more or less grave. */
export function withSeverity(diagnostic: Diagnostic, severity: Severity): Diagnostic {
  return { ...diagnostic, severity };
}

/** In the order of the file, each finding once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  const unique = diagnostics.filter((diagnostic) => {
    const { path, line, column, slug, message, severity } = diagnostic;
    const identity = [path, line, column, slug, message, severity].join('\n');
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
  return unique.sort(
    (first, second) =>
      first.path.localeCompare(second.path) ||
      first.line - second.line ||
      first.column - second.column ||
      first.slug.localeCompare(second.slug),
  );
}

/** As a person reads it: place, slug, message, code frame, hint. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { path, line, column, severity, slug, message, codeFrame, hint } = diagnostic;
  return `${path}:${line}:${column} ${severity} ${slug}: ${message}\n\n${codeFrame}\n\n  ${hint}`;
}
