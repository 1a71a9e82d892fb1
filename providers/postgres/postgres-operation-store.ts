import { and, eq, getTableColumns, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import type { ModelOperation } from '../../engine/operations/background-model.ts';
import type { OperationIntent, OperationRecord, OperationStore } from '../../engine/operations/operation-store.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Database } from './database.ts';
import { isMissingTable } from './is-missing-table.ts';
import { operationsTable as operations } from './operation-tables.ts';

/** A row may be withdrawn between two statements, but hardly more than once. */
const BEGIN_TRIES = 3;

/** Paid requests in the table `durakit.operations`. */
export function createPostgresOperationStore({ orm }: Database): OperationStore {
  return {
    begin: async (intent, lease) => {
      try {
        return await begin(orm, intent, lease);
      } catch (error) {
        throw isMissingTable(error) ? missingTable(error) : error;
      }
    },
    extend: async (intent, lease) => {
      const extended = await orm
        .update(operations)
        .set({ leasedUntil: after(lease) })
        .where(and(held(intent), eq(operations.state, 'intent')))
        .returning({ key: operations.idempotencyKey });
      return extended.length > 0;
    },
    release: async (intent) => {
      await orm.update(operations).set({ leasedUntil: null }).where(held(intent));
    },
    takeOver: async (intent, { heldBy, lease }) => {
      const taken = await orm
        .update(operations)
        .set({ holder: intent.holder, state: 'intent', begunAt: sql`now()`, leasedUntil: after(lease) })
        .where(and(eq(operations.holder, heldBy), unfinished(intent), lapsed()))
        .returning({ key: operations.idempotencyKey });
      return taken.length > 0;
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
    markInDoubt: async (intent, heldBy) => {
      const isOwn = heldBy === intent.holder;
      const marked = await orm
        .update(operations)
        .set({ state: 'in_doubt', leasedUntil: null })
        .where(and(eq(operations.holder, heldBy), unfinished(intent), isOwn ? undefined : lapsed()))
        .returning({ key: operations.idempotencyKey });
      return marked.length > 0;
    },
    findOperation: async ({ namespace, model, job }) => {
      const [row] = await orm
        .select({ operationId: operations.operationId })
        .from(operations)
        .where(and(eq(operations.namespace, namespace), eq(operations.model, model), eq(operations.job, job)))
        .limit(1);
      return row?.operationId;
    },
  };
}

async function begin(orm: Database['orm'], intent: OperationIntent, lease: number): Promise<OperationRecord> {
  for (let tries = 0; tries < BEGIN_TRIES; tries++) {
    const inserted = await orm
      .insert(operations)
      .values({ ...intent, state: 'intent', leasedUntil: after(lease) })
      .onConflictDoNothing()
      .returning({ key: operations.idempotencyKey });
    if (inserted.length > 0) return { state: 'new' };
    const [row] = await orm
      .select({ ...getTableColumns(operations), leaseMilliseconds: LEASE_LEFT })
      .from(operations)
      .where(eq(operations.idempotencyKey, intent.idempotencyKey));
    if (row !== undefined) return toRecord(row);
  }
  throw new DurakitError({
    status: 'ABORTED',
    message: `Several tries of the start of ${intent.operationId} run at once; this one stops.`,
  });
}

/** By the database's clock, as everything here. */
const LEASE_LEFT = sql<number | null>`(extract(epoch from ${operations.leasedUntil} - now()) * 1000)::float8`;

type Row = typeof operations.$inferSelect & { readonly leaseMilliseconds: number | null };

function toRecord({ state, operation, holder, begunAt, leaseMilliseconds }: Row): OperationRecord {
  if (state === 'started' && operation !== null) return { state, operation: JSON.parse(operation) as ModelOperation };
  const since = begunAt.toISOString();
  if (state !== 'intent' || leaseMilliseconds === null) return { state: 'in_doubt', since, holder };
  return { state: 'running', since, holder, leaseMilliseconds };
}

function after(lease: number): SQL<Date> {
  return sql<Date>`now() + make_interval(secs => ${lease / 1_000}::float8)`;
}

function lapsed(): SQL | undefined {
  return or(isNull(operations.leasedUntil), lt(operations.leasedUntil, sql`now()`));
}

function toStarted(operation: ModelOperation): { state: 'started'; job: string; operation: string; startedAt: SQL<Date> } {
  return { state: 'started', job: operation.id, operation: JSON.stringify(operation), startedAt: sql<Date>`now()` };
}

function held(intent: OperationIntent): SQL | undefined {
  return and(eq(operations.holder, intent.holder), unfinished(intent));
}

function unfinished({ idempotencyKey }: OperationIntent): SQL | undefined {
  return and(eq(operations.idempotencyKey, idempotencyKey), ne(operations.state, 'started'));
}

function missingTable(error: unknown): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: 'The table `durakit.operations` is missing, which jobs of background models need: run `durakit migrate`.',
    cause: error,
  });
}
