import type { JournalRun } from '../../engine/journal-store.ts';
import type { JournaledBody } from './journaled-body.ts';

/** The bodies of journaled flows that hang at a wait in this process, by run. */
export interface SuspendedBodies {
  /** Takes a body out: whoever has it runs it. */
  take(run: JournalRun): JournaledBody | undefined;
  keep(run: JournalRun, body: JournaledBody): void;
}

/** Of more than `limit`, those that have waited longest are given up; their flows run again from the start, over their journals. */
export function createSuspendedBodies(limit = 500): SuspendedBodies {
  const bodies = new Map<string, JournaledBody>();
  const toKey = ({ workflowId, runId }: JournalRun): string => `${workflowId}/${runId}`;
  return {
    take: (run) => {
      const body = bodies.get(toKey(run));
      bodies.delete(toKey(run));
      return body;
    },
    keep: (run, body) => {
      bodies.set(toKey(run), body);
      const [oldest] = bodies.keys();
      if (bodies.size > limit && oldest !== undefined) bodies.delete(oldest);
    },
  };
}
