import { and, eq, sql } from 'drizzle-orm';
import type { EffectCall, EffectOutcome, EffectState, EffectStore } from '../../engine/effect-store.ts';
import type { FailureData } from '../../schemas/failure-data.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Database } from './database.ts';
import { isMissingTable } from './is-missing-table.ts';
import { toolEffectsTable } from './tables.ts';

/** A row may be withdrawn between two statements, but hardly more than once. */
const BEGIN_TRIES = 3;

/** Calls with effects `once` in the table `durakit.tool_effects`. */
export function createPostgresEffectStore({ orm }: Database): EffectStore {
  return {
    begin: async (call) => {
      try {
        return await begin(orm, call);
      } catch (error) {
        throw isMissingTable(error) ? missingTable(error) : error;
      }
    },
    renew: async (call, heldBy) => {
      const renewed = await orm
        .update(toolEffectsTable)
        .set({ holder: call.holder, begunAt: sql`now()` })
        .where(heldIntent({ ...call, holder: heldBy }))
        .returning({ callId: toolEffectsTable.callId });
      return renewed.length > 0;
    },
    finish: async (call, outcome) => {
      await orm
        .update(toolEffectsTable)
        .set({ state: outcome.state, outcome: toText(outcome), endedAt: sql`now()` })
        .where(heldIntent(call));
    },
    withdraw: async (call) => {
      await orm.delete(toolEffectsTable).where(heldIntent(call));
    },
  };
}

async function begin(orm: Database['orm'], call: EffectCall): Promise<EffectState> {
  for (let tries = 0; tries < BEGIN_TRIES; tries++) {
    const inserted = await orm
      .insert(toolEffectsTable)
      .values({ ...call, state: 'intent' })
      .onConflictDoNothing()
      .returning({ callId: toolEffectsTable.callId });
    if (inserted.length > 0) return { state: 'new' };
    const [row] = await orm.select().from(toolEffectsTable).where(eq(toolEffectsTable.callId, call.callId));
    if (row !== undefined) return toState(row);
  }
  throw new DurakitError({ status: 'ABORTED', message: `Several tries of call ${call.callId} run at once; this one stops.` });
}

function toState({ state, outcome, holder, begunAt }: typeof toolEffectsTable.$inferSelect): EffectState {
  const value: unknown = outcome === null ? undefined : JSON.parse(outcome);
  switch (state) {
    case 'returned':
      return { state, output: value };
    case 'threw':
      return { state, failure: value as FailureData };
    case 'intent':
      return { state: 'in-doubt', since: begunAt.toISOString(), holder };
  }
}

function heldIntent({ callId, holder }: EffectCall): ReturnType<typeof and> {
  return and(eq(toolEffectsTable.callId, callId), eq(toolEffectsTable.holder, holder), eq(toolEffectsTable.state, 'intent'));
}

function toText(outcome: EffectOutcome): string | null {
  const value = outcome.state === 'returned' ? outcome.output : outcome.failure;
  return value === undefined ? null : JSON.stringify(value);
}

function missingTable(error: unknown): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: "The table `durakit.tool_effects` is missing, which tools with `effects: 'once'` need: run `durakit migrate`.",
    cause: error,
  });
}
