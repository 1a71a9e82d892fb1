import { and, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import type { BatchItem, BatchItemState, BatchStore } from '../../engine/batches/batch-store.ts';
import type { FailureDetails } from '../../schemas/failure-data.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { GenerateResponseData } from '../../schemas/generate-response.ts';
import { batchItemsTable as items } from './batch-tables.ts';
import type { Database } from './database.ts';

type Row = typeof items.$inferSelect;

/** A collector that was ended by hand has forgotten what it was told. */
const TOLD_FOR = sql`interval '10 minutes'`;
const KEPT_FOR = sql`interval '30 days'`;

/** Requests in the table `durakit.batch_items`. */
export function createPostgresBatchStore({ orm }: Database): BatchStore {
  return {
    put: async ({ id, model, request }) => {
      const values = { id, model, request: JSON.stringify(request) };
      await orm.insert(items).values(values).onConflictDoNothing();
      const isTold = sql<boolean>`coalesce(${items.toldAt} > now() - ${TOLD_FOR}, false)`;
      const [row] = await orm.select({ item: items, isTold }).from(items).where(eq(items.id, id));
      return row === undefined ? { state: 'waiting', isTold: false } : toState(row.item, row.isTold);
    },
    markTold: async (id) => {
      await orm
        .update(items)
        .set({ toldAt: sql`now()` })
        .where(eq(items.id, id));
    },
    claim: async (ids, batch) => {
      await orm.delete(items).where(sql`${items.createdAt} < now() - ${KEPT_FOR}`);
      if (ids.length > 0) {
        const isFree = and(isNull(items.batch), eq(items.withdrawn, false), withoutOutcome());
        await orm
          .update(items)
          .set({ batch })
          .where(and(inArray(items.id, [...ids]), isFree));
      }
      return await select(orm, and(eq(items.batch, batch), eq(items.withdrawn, false), withoutOutcome()));
    },
    unfinished: (batch) => select(orm, and(eq(items.batch, batch), withoutOutcome())),
    finish: async (outcomes) => {
      await orm.transaction(async (transaction) => {
        for (const { id, ...outcome } of outcomes) {
          const [name, value] = 'response' in outcome ? (['response', outcome.response] as const) : (['failure', outcome.failure] as const);
          await transaction
            .update(items)
            .set({ [name]: JSON.stringify(value) })
            .where(and(eq(items.id, id), withoutOutcome()));
        }
      });
    },
    withdraw: async (id) => {
      const [row] = await orm.update(items).set({ withdrawn: true }).where(eq(items.id, id)).returning({ batch: items.batch });
      const batch = row?.batch ?? undefined;
      if (batch === undefined) return undefined;
      const awaited = await orm
        .select({ id: items.id })
        .from(items)
        .where(and(eq(items.batch, batch), eq(items.withdrawn, false), withoutOutcome()))
        .limit(1);
      return awaited.length > 0 ? undefined : batch;
    },
  };
}

async function select(orm: Database['orm'], condition: SQL | undefined): Promise<BatchItem[]> {
  const rows = await orm.select().from(items).where(condition).orderBy(items.createdAt, items.id);
  return rows.map(({ id, model, request }) => ({ id, model, request: JSON.parse(request) as GenerateRequest }));
}

function withoutOutcome(): SQL | undefined {
  return and(isNull(items.response), isNull(items.failure));
}

function toState({ batch, response, failure }: Row, isTold: boolean): BatchItemState {
  if (response !== null) return { state: 'ended', response: JSON.parse(response) as GenerateResponseData };
  if (failure !== null) return { state: 'ended', failure: JSON.parse(failure) as FailureDetails };
  return batch === null ? { state: 'waiting', isTold } : { state: 'sent', batch };
}
