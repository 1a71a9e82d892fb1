import type { CheckFinding, CheckReport, CheckedFlow } from '../../workers/programs/check-report.ts';
import type { Terminal } from '../terminal.ts';

/** Findings with their code, then the flows with their ways, then one line that sums up. */
export function formatCheck({ errors, warnings, notes, flows, findings }: CheckReport, terminal: Terminal): string[] {
  const journaled = flows.filter(({ runs }) => runs === 'journaled').length;
  const ways = flows.length === 0 ? '' : `: ${flows.length - journaled} in the sandbox, ${journaled} journaled`;
  return [
    ...findings.flatMap((finding) => [...formatFinding(finding, terminal), '']),
    ...flows.flatMap((flow) => [...formatFlow(flow, terminal), '']),
    `${count(flows.length, 'flow')}${ways}. ${count(errors, 'error')}, ${count(warnings, 'warning')}, ${count(notes, 'note')}.`,
  ];
}

const COLORS = { error: 'red', warning: 'yellow', note: 'cyan' } as const;

function formatFinding(finding: CheckFinding, { style }: Terminal): string[] {
  const { severity, slug, message, hint, codeFrame } = finding;
  const title = `${placeOf(finding)} ${style(COLORS[severity], `${severity} ${slug}`)}: ${message}`;
  return [title, indent(codeFrame), `  ${hint} ${style('dim', `(docs/errors/${slug}.md)`)}`];
}

function formatFlow(flow: CheckedFlow, { style }: Terminal): string[] {
  const { name, kind, runs, decidedBy, reasons } = flow;
  const how = runs === 'sandbox' ? style('green', 'runs in the sandbox') : style('yellow', 'runs journaled');
  const byHand = decidedBy === 'durability' ? ` (durability: '${runs === 'sandbox' ? 'workflow' : 'journal'}')` : '';
  const title = `${kind} ${style('bold', name ?? '(computed name)')} ${how}${byHand}  ${style('dim', placeOf(flow))}`;
  return [title, ...(runs === 'journaled' || decidedBy === 'durability' ? formatReasons(reasons) : [])];
}

/** Each reason in a line; the way out once, though it may hold for many of them. */
function formatReasons(reasons: readonly CheckFinding[]): string[] {
  const hints = [...new Set(reasons.map(({ hint }) => hint))];
  return [
    ...reasons.map((reason) => `  why: ${placeOf(reason)} ${reason.slug} ${reason.message}`),
    ...hints.map((hint) => `  into the sandbox: ${hint}`),
  ];
}

function placeOf({ file, line, column }: { file: string; line: number; column: number }): string {
  return `${file}:${line}:${column}`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
