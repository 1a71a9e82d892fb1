import type { SessionMatch, SessionSummary } from '../../schemas/session-listing.ts';
import type { Style, Terminal } from '../terminal.ts';
import { formatTable } from './format-table.ts';
import { formatTime } from './format-time.ts';

const HEADER = ['STATUS', 'AGENT', 'SESSION', 'TURNS', 'MESSAGES', 'TOKENS', 'UPDATED', 'PREVIEW'];

/** Lines of `durakit sessions`. The beginning of the newest message stands last, as long as the line allows. */
export function formatSessions(sessions: readonly SessionSummary[], terminal: Pick<Terminal, 'style' | 'columns'>): string[] {
  const rows = sessions.map(({ status, agent, sessionId, turns, messages, tokens, updatedAt, preview = '' }) => {
    const counts = [turns, messages, tokens].map(String);
    return [status, agent, sessionId, ...counts, formatTime(updatedAt), preview.replaceAll(/\s+/g, ' ')];
  });
  const [header = '', ...lines] = formatTable([HEADER, ...rows]);
  const coloured = lines.map((line, index) => {
    const status = sessions[index]?.status ?? '';
    return terminal.style(snapshotStyle(status), status) + toWidth(line, terminal.columns).slice(status.length);
  });
  return [terminal.style('dim', header), ...coloured];
}

/** Lines of `durakit sessions search`. */
export function formatMatches(matches: readonly SessionMatch[], { style, columns }: Pick<Terminal, 'style' | 'columns'>): string[] {
  const rows = matches.map(({ agent, sessionId, role, excerpt }) => [agent, sessionId, role, excerpt.replaceAll(/\s+/g, ' ')]);
  const [header = '', ...lines] = formatTable([['AGENT', 'SESSION', 'ROLE', 'TEXT'], ...rows]);
  return [style('dim', header), ...lines.map((line) => toWidth(line, columns))];
}

/** The colour of a snapshot's state. */
export function snapshotStyle(status: string): Style {
  if (status === 'completed') return 'green';
  if (status === 'failed') return 'red';
  return status === 'aborted' ? 'yellow' : 'cyan';
}

function toWidth(line: string, columns: number): string {
  return line.length <= columns ? line : `${line.slice(0, columns - 1)}…`;
}
