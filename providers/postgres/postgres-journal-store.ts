import { and, asc, eq } from 'drizzle-orm';
import type { JournalEntry, JournalRun, JournalStore } from '../../engine/journal-store.ts';
import type { ActionKey } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Database } from './database.ts';
import { journalTable } from './tables.ts';

/** Journals in the table `durakit.journal`. */
export function createPostgresJournalStore({ orm }: Database): JournalStore {
  return {
    load: async (run) => {
      const rows = await orm.select().from(journalTable).where(ofRun(run)).orderBy(asc(journalTable.position));
      return rows.map(toEntry);
    },
    append: async (run, { value, ...entry }) => {
      const inserted = await orm
        .insert(journalTable)
        .values({ ...run, ...entry, value: toText(value) })
        .onConflictDoNothing()
        .returning({ position: journalTable.position });
      if (inserted.length === 0) throw takenOver(run, entry.position);
    },
    resolve: async (run, { position, state, completion, value }) => {
      await orm
        .update(journalTable)
        .set({ state, completion, value: toText(value) })
        .where(and(ofRun(run), eq(journalTable.position, position), eq(journalTable.state, 'pending')));
    },
  };
}

function ofRun({ workflowId, runId }: JournalRun): ReturnType<typeof and> {
  return and(eq(journalTable.workflowId, workflowId), eq(journalTable.runId, runId));
}

function toEntry({
  position,
  key,
  name,
  inputHash,
  state,
  completion,
  value,
  captured,
  attempts,
}: typeof journalTable.$inferSelect): JournalEntry {
  return {
    position,
    key: key as ActionKey,
    name,
    inputHash,
    state,
    completion: completion ?? undefined,
    value: value === null ? undefined : (JSON.parse(value) as unknown),
    captured: captured ?? undefined,
    attempts,
  };
}

function toText(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function takenOver({ workflowId }: JournalRun, position: number): DurakitError {
  return new DurakitError({
    status: 'ABORTED',
    message: `Another worker has taken over ${workflowId} (journal position ${position} is written already); this one stops.`,
  });
}
