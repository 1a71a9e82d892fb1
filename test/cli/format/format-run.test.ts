import { describe, expect, test } from '@jest/globals';
import type { RunReport } from '../../../client/run-report.ts';
import { toTimeline } from '../../../client/timeline.ts';
import { formatRun } from '../../../cli/format/format-run.ts';
import { formatTime } from '../../../cli/format/format-time.ts';
import { readHistory } from '../../client/read-history.ts';

function reportOf(name: string, more: Partial<RunReport> = {}): RunReport {
  return {
    ...toTimeline(readHistory(name)),
    workflowId: `flow/${name}`,
    runId: 'r',
    historyBytes: 6_700,
    pending: [],
    interrupts: [],
    ...more,
  };
}

function linesOf(report: RunReport, afterSeconds = 0): string[] {
  return formatRun(report, { style: (_style, text) => text, now: Date.parse(report.startedAt) + afterSeconds * 1000 });
}

describe('formatRun', () => {
  test('has a header with all that a person asks first', () => {
    const report = reportOf('order');
    const [title, ...header] = linesOf(report).slice(0, 6);
    expect(title).toMatch(/^order {2}completed after \d/);
    expect(header).toEqual([
      '  workflow id     flow/order',
      `  started         ${formatTime(report.startedAt)}`,
      `  task queue      ${report.taskQueue}`,
      `  history         ${report.events} events, 6.7 kB`,
      '  input → result  12 B → 110 B',
    ]);
  });

  test('tells what happened, one line each, with notes below', () => {
    const text = linesOf(reportOf('order'))
      .slice(7)
      .map((line) => line.replaceAll(/\d[\d.]* (?:ms|s)\b/g, 'T').replace(/^\s*\+T\s+/, ''));
    expect(text.map((line) => line.trim().replaceAll(/ {2,}/g, ' | '))).toEqual([
      '✓ order/flaky | T | 0 B → 4 B',
      'asks the kitchen',
      '3 tries; before the last: UNAVAILABLE: the kitchen is closed',
      '✓ sleep 300ms | T',
      '✓ waiting for approve | T | at most 1 h',
      '→ event approve | 12 B',
      '✓ flow menu | T | 18 B → 29 B',
      expect.stringMatching(/^flow\/menu\//),
      '✗ order/refuse | failed, T | 1 B',
      'FAILED_PRECONDITION: no table for 3',
    ]);
  });

  test('a step between two tries says when the next one comes', () => {
    const report = reportOf('retrying');
    const nextAttemptAt = new Date(Date.parse(report.startedAt) + 20_000).toISOString();
    const lastFailure = { status: 'INTERNAL', message: 'x is not a function' } as const;
    const pending = [
      {
        activityId: '1',
        key: '/step/order/crash',
        state: 'scheduled',
        attempt: 2,
        maximumAttempts: 20,
        lastFailure,
        nextAttemptAt,
      } as const,
    ];
    const notes = linesOf({ ...report, pending }, 8).map((line) => line.trim());
    expect(notes).toContain('try 2 of 20 comes in 12.0 s');
    expect(notes).toContain('the last try failed: INTERNAL: x is not a function');
  });

  test('a try that is due waits for a worker; one that runs says since when', () => {
    const report = reportOf('retrying');
    const due = { activityId: '1', key: 'k', state: 'scheduled', attempt: 1 } as const;
    const running = { ...due, state: 'running', attemptStartedAt: report.startedAt } as const;
    expect(linesOf({ ...report, pending: [due] }).at(-1)).toMatch(/try 1 waits for a worker$/);
    expect(linesOf({ ...report, pending: [running] }, 5).at(-1)).toMatch(/try 1 running for 5.0 s$/);
  });

  test('a failed run has its error in the header, of a long one the beginning', () => {
    expect(linesOf(reportOf('failed'))).toContain("  error           step 'order/refuse': FAILED_PRECONDITION: no table for 7");
    const error = {
      status: 'INVALID_ARGUMENT',
      message: 'Schema validation failed. Parse Errors:\n\n- theme: must be string\n\nProvided data:',
    } as const;
    expect(linesOf(reportOf('failed', { error }))).toContain(
      '  error           INVALID_ARGUMENT: Schema validation failed. Parse Errors: - theme: must be string …',
    );
  });

  test('a run that waits for an answer says what is asked and how to answer', () => {
    const asked = { name: 'approve', input: { amount: 40 }, interrupt: true, restartable: true, tool: 'approve' };
    const interrupts = [asked, { ...asked, name: 'charge', ref: '2', interrupt: { limit: 30 } }];
    expect(linesOf(reportOf('order', { interrupts })).slice(-4)).toEqual([
      '',
      "waits for an answer (durakit respond flow/order <tool> '<json>')",
      '  approve({"amount":40})',
      '  charge#2({"amount":40})  {"limit":30}',
    ]);
    expect(linesOf(reportOf('order')).join('\n')).not.toContain('waits for an answer');
  });

  test('a wait for an answer names the tool', () => {
    const report = reportOf('order');
    const entries = report.entries.map((entry) => (entry.kind === 'wait' ? { ...entry, name: 'reply/approve#2' } : entry));
    expect(linesOf({ ...report, entries }).join('\n')).toContain('waiting for the answer to approve#2 ');
  });
});
