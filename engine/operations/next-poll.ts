import type { Operation } from '../../schemas/operation.ts';
import type { PollSchedule } from '../../schemas/operation-settings.ts';

/** How long to wait for the next look, in milliseconds: what the vendor asks for, else the schedule. `attempt` counts from 1. */
export function nextPoll(
  { initial, factor, max }: PollSchedule,
  { attempt, operation }: { readonly attempt: number; readonly operation: Operation },
): number {
  const asked = operation.metadata?.['retryAfterMs'];
  if (typeof asked === 'number' && Number.isFinite(asked) && asked > 0) return asked;
  return Math.max(1, Math.round(Math.min(initial * factor ** (attempt - 1), max)));
}
