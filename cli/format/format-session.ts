import type { SessionNames } from '../../client/sessions/session-names.ts';
import type { SnapshotRow } from '../../schemas/session-listing.ts';
import type { PendingInterrupt } from '../../schemas/pending-interrupt.ts';
import type { SessionSnapshot } from '../../schemas/session-snapshot.ts';
import { toSessionWorkflowId, type SessionStatus } from '../../schemas/session-turn.ts';
import { toShellWord } from '../to-shell-word.ts';
import type { Style, Terminal } from '../terminal.ts';
import { formatInterrupts } from './format-interrupts.ts';
import { formatMessage } from './format-message.ts';
import { formatTable } from './format-table.ts';
import { formatTime } from './format-time.ts';

/** All that is known of a session: what `durakit sessions show` tells. */
export interface SessionReport extends SessionNames {
  readonly snapshot: SessionSnapshot;
  /** Undefined where it sleeps, `silent` where no worker says how it is doing. */
  readonly status: SessionStatus | 'silent' | undefined;
  readonly questions: readonly PendingInterrupt[];
  readonly history: readonly SnapshotRow[];
}

/** Lines of `durakit sessions show`: a header, what was said, what is asked, the snapshots. */
export function formatSession(report: SessionReport, { style }: Pick<Terminal, 'style'>): string[] {
  return [
    ...formatHeader(report, style),
    ...formatTranscript(report, style),
    ...formatQuestions(report, style),
    ...formatSnapshots(report.history, style),
  ];
}

type Styling = (style: Style, text: string) => string;

function formatHeader({ agent, sessionId, status: given, snapshot, history }: SessionReport, style: Styling): string[] {
  const status = given === 'silent' ? undefined : given;
  const how = given === 'silent' ? 'awake, and no worker answers,' : (status?.state ?? 'asleep');
  const artifacts = (snapshot.state?.artifacts ?? []).map(({ name }) => name ?? '(no name)');
  const rows = [
    ['workflow id', toSessionWorkflowId(agent, sessionId)],
    ['snapshot', snapshot.snapshotId],
    ...(status === undefined ? [] : [['tokens', `${status.tokens} since it was woken`]]),
    ...(status === undefined || status.queued === 0 ? [] : [['queued', count(status.queued, 'turn')]]),
    ...(artifacts.length === 0 ? [] : [['artifacts', artifacts.join(', ')]]),
  ];
  return [
    `${style('bold', `${agent} ${sessionId}`)}  ${style('cyan', how)} after ${count(history.length, 'turn')}`,
    ...formatTable(rows).map((line) => `  ${line}`),
  ];
}

function formatTranscript({ snapshot }: SessionReport, style: Styling): string[] {
  return (snapshot.state?.messages ?? []).flatMap((message) => {
    const [first = '', ...rest] = formatMessage(message).join('\n').split('\n');
    return ['', `${style('bold', message.role)}  ${first}`, ...rest.map((line) => `${' '.repeat(message.role.length + 2)}${line}`)];
  });
}

function formatQuestions({ agent, sessionId, questions }: SessionReport, style: Styling): string[] {
  if (questions.length === 0) return [];
  const respond = `durakit respond ${toShellWord(toSessionWorkflowId(agent, sessionId))} <tool> '<json>'`;
  return ['', style('bold', `waits for an answer (${respond})`), ...formatInterrupts(questions).map((line) => `  ${line}`)];
}

function formatSnapshots(history: readonly SnapshotRow[], style: Styling): string[] {
  const rows = history.map(({ snapshotId, status = '', finishReason = '', parentId = '-', createdAt, error }) => [
    snapshotId,
    status,
    finishReason,
    parentId,
    formatTime(createdAt),
    error === undefined ? '' : `${error.status ?? 'UNKNOWN'}: ${error.message.split('\n')[0] ?? ''}`,
  ]);
  const [header = '', ...lines] = formatTable([['SNAPSHOT', 'STATUS', 'ENDED BY', 'AFTER', 'BEGUN', ''], ...rows]);
  return ['', style('dim', header), ...lines];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
