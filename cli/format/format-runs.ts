import type { RunSummary } from '../../client/list-runs.ts';
import type { Style, Terminal } from '../terminal.ts';
import { formatDuration } from './format-duration.ts';
import { formatTable } from './format-table.ts';
import { formatTime } from './format-time.ts';

const HEADER = ['STATUS', 'FLOW', 'STARTED', 'DURATION', 'EVENTS', 'WORKFLOW ID'];

/** Lines of `durakit ps`. The workflow id stands last, whole, to be copied. */
export function formatRuns(runs: readonly RunSummary[], { terminal, now }: { terminal: Pick<Terminal, 'style'>; now: number }): string[] {
  const rows = runs.map(({ status, flow, startedAt, closedAt, historyEvents, workflowId }) => {
    const end = closedAt === undefined ? now : Date.parse(closedAt);
    return [
      status,
      flow,
      formatTime(startedAt),
      formatDuration(Math.max(0, end - Date.parse(startedAt))),
      toEvents(historyEvents),
      workflowId,
    ];
  });
  const [header = '', ...lines] = formatTable([HEADER, ...rows]);
  const coloured = lines.map((line, index) => {
    const status = runs[index]?.status ?? 'unknown';
    return terminal.style(statusStyle(status), status) + line.slice(status.length);
  });
  return [terminal.style('dim', header), ...coloured];
}

/** The colour of a run's or a step's state. */
export function statusStyle(status: string): Style {
  if (status === 'completed') return 'green';
  if (status === 'failed' || status === 'timed_out' || status === 'terminated') return 'red';
  return status === 'cancelled' ? 'yellow' : 'cyan';
}

/** Temporal's list counts the events of runs that have ended. */
function toEvents(historyEvents: number): string {
  return historyEvents === 0 ? '-' : String(historyEvents);
}
