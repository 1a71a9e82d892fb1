import { and, eq, sql } from 'drizzle-orm';
import type { CooldownStore } from '../../engine/cooldown-store.ts';
import type { Database } from './database.ts';
import { modelCooldownsTable as cooldowns } from './tables.ts';

/** Cool-downs in Postgres: one row a model, kept until it is asked for again. */
export function createPostgresCooldownStore({ orm }: Database): CooldownStore {
  const left = sql<number>`(extract(epoch from ${cooldowns.until} - now()) * 1000)::float8`;
  return {
    find: async (model) => {
      const [row] = await orm
        .select({ class: cooldowns.class, until: cooldowns.until, message: cooldowns.message, leftMilliseconds: left })
        .from(cooldowns)
        .where(and(eq(cooldowns.model, model), sql`${cooldowns.until} > now()`));
      return row;
    },
    set: async (model, { class: errorClass, message, milliseconds }) => {
      const until = sql<Date>`now() + make_interval(secs => ${milliseconds / 1000})`;
      await orm
        .insert(cooldowns)
        .values({ model, class: errorClass, message, until })
        .onConflictDoUpdate({
          target: cooldowns.model,
          set: { class: errorClass, message, until },
          setWhere: sql`${cooldowns.until} < excluded.until`,
        });
    },
  };
}
