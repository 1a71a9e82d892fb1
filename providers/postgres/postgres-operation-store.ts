import { and, eq, ne, sql, type SQL } from 'drizzle-orm';
import type { ModelOperation } from '../../engine/operations/background-model.ts';
import type { OperationIntent, OperationRecord, OperationStore } from '../../engine/operations/operation-store.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Database } from './database.ts';
import { operationsTable as operations } from './operation-tables.ts';

/** A row may be withdrawn between two statements, but hardly more than once. */
const BEGIN_TRIES = 3;
/** PostgreSQL's `undefined_table`. */
const UNDEFINED_TABLE = '42P01';

/** Paid requests in the table `durakit.operations`. */
export function createPostgresOperationStore({ orm }: Database): OperationStore {
  return {
    begin: async (intent) => {
      try {
        return await begin(orm, intent);
      } catch (error) {
        throw isMissingTable(error) ? missingTable(error) : error;
      }
    },
    renew: async (intent, heldBy) => {
      const renewed = await orm
        .update(operations)
        .set({ holder: intent.holder, state: 'intent', begunAt: sql`now()` })
        .where(and(eq(operations.holder, heldBy), unfinished(intent)))
        .returning({ key: operations.idempotencyKey });
      return renewed.length > 0;
    },
    finish: async (intent, operation) => {
      await orm.update(operations).set(toStarted(operation)).where(held(intent));
    },
    adopt: async ({ holder, ...intent }, operation) => {
      const started = toStarted(operation);
      await orm
        .insert(operations)
        .values({ ...intent, holder, ...started })
        .onConflictDoUpdate({ target: operations.idempotencyKey, set: { holder, ...started } });
    },
    withdraw: async (intent) => {
      await orm.delete(operations).where(held(intent));
    },
    markInDoubt: async (intent) => {
      await orm.update(operations).set({ state: 'in_doubt' }).where(unfinished(intent));
    },
  };
}

async function begin(orm: Database['orm'], intent: OperationIntent): Promise<OperationRecord> {
  for (let tries = 0; tries < BEGIN_TRIES; tries++) {
    const inserted = await orm
      .insert(operations)
      .values({ ...intent, state: 'intent' })
      .onConflictDoNothing()
      .returning({ key: operations.idempotencyKey });
    if (inserted.length > 0) return { state: 'new' };
    const [row] = await orm.select().from(operations).where(eq(operations.idempotencyKey, intent.idempotencyKey));
    if (row !== undefined) return toRecord(row);
  }
  throw new DurakitError({
    status: 'ABORTED',
    message: `Several tries of the start of ${intent.operationId} run at once; this one stops.`,
  });
}

function toRecord({ state, operation, holder, begunAt }: typeof operations.$inferSelect): OperationRecord {
  if (state === 'started' && operation !== null) return { state, operation: JSON.parse(operation) as ModelOperation };
  return { state: 'in_doubt', since: begunAt.toISOString(), holder };
}

function toStarted(operation: ModelOperation): { state: 'started'; operation: string; startedAt: SQL<Date> } {
  return { state: 'started', operation: JSON.stringify(operation), startedAt: sql<Date>`now()` };
}

function held(intent: OperationIntent): SQL | undefined {
  return and(eq(operations.holder, intent.holder), unfinished(intent));
}

function unfinished({ idempotencyKey }: OperationIntent): SQL | undefined {
  return and(eq(operations.idempotencyKey, idempotencyKey), ne(operations.state, 'started'));
}

/** drizzle wraps the error of the driver. */
function isMissingTable(error: unknown): boolean {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  return (cause as { readonly code?: unknown } | undefined)?.code === UNDEFINED_TABLE;
}

function missingTable(error: unknown): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: 'The table `durakit.operations` is missing, which jobs of background models need: run `durakit migrate`.',
    cause: error,
  });
}
