import type { ChildOptions } from './child-options.ts';

/** A run's place in the queue as Temporal's `priority` has it; undefined where nothing was said. */
export function toTemporalPriority({
  priority,
  fairnessKey,
}: Pick<ChildOptions, 'priority' | 'fairnessKey'>): { priorityKey?: number; fairnessKey?: string } | undefined {
  if (priority === undefined && fairnessKey === undefined) return undefined;
  return { ...(priority !== undefined && { priorityKey: priority }), ...(fairnessKey !== undefined && { fairnessKey }) };
}
