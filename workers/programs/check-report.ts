import path from 'node:path';
import type { Diagnostic, Severity } from '../split/split-result.ts';
import type { AppFlow, AppPrograms } from './split-app.ts';

/** A finding of the split. `line` and `column` count from 1. */
export interface CheckFinding {
  readonly slug: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** From the folder of the report, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly codeFrame: string;
}

/** Which way a flow runs, and why. */
export interface CheckedFlow {
  /** Null where the name is not a literal. */
  readonly name: string | null;
  readonly kind: 'flow' | 'agent';
  readonly runs: 'sandbox' | 'journaled';
  /** `durability`: the definition says so by hand. */
  readonly decidedBy: 'analysis' | 'durability';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What keeps it out of the sandbox. */
  readonly reasons: readonly CheckFinding[];
}

/** What `durakit check --json` prints. Fields may be added, never changed or removed. */
export interface CheckReport {
  /** False where there are errors. */
  readonly ok: boolean;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly flows: readonly CheckedFlow[];
  readonly findings: readonly CheckFinding[];
}

/** A split app as people and programs read it; paths are from `folder`. */
export function toCheckReport({ diagnostics, flows }: AppPrograms, folder: string): CheckReport {
  const count = (wanted: Severity): number => diagnostics.filter(({ severity }) => severity === wanted).length;
  return {
    ok: count('error') === 0,
    errors: count('error'),
    warnings: count('warning'),
    notes: count('note'),
    flows: flows.map((flow) => toCheckedFlow(flow, folder)),
    findings: diagnostics.map((diagnostic) => toFinding(diagnostic, folder)),
  };
}

function toCheckedFlow({ name, kind, mode, decidedBy, file, line, column, reasons }: AppFlow, folder: string): CheckedFlow {
  return {
    name: name ?? null,
    kind,
    runs: mode === 'workflow' ? 'sandbox' : 'journaled',
    decidedBy,
    file: toRelative(file, folder),
    line,
    column,
    reasons: reasons.map((reason) => toFinding(reason, folder)),
  };
}

function toFinding({ path: file, ...finding }: Diagnostic, folder: string): CheckFinding {
  const { slug, severity, message, hint, line, column, codeFrame } = finding;
  return { slug, severity, message, hint, file: toRelative(file, folder), line, column, codeFrame };
}

function toRelative(file: string, folder: string): string {
  return path.relative(folder, file).split(path.sep).join('/');
}
