import { sql } from 'drizzle-orm';
import { toMilliseconds } from '../../engine/duration.ts';
import type { SweepOptions, SweepResult } from '../../engine/message-store.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Database } from './database.ts';
import { runStatement, type StatementRunner } from './run-statement.ts';
import { looseHeadsTable as looseHeads, messagePinsTable as pins, messagesTable as messages } from './tables.ts';

/** One sweep at a time: a second one would find the rows locked. Any number will do, if it is not that of the migrations. */
const LOCK = 1_674_902_215;
const DEFAULT_LIMIT = 10_000;
/** Messages of one transaction: a writer that needs one of them waits for the transaction's end. */
const ROUND_SIZE = 500;

interface Round {
  readonly deleted: number;
  /** Loose heads that needed no second look. */
  readonly settled: number;
  readonly isBusy: boolean;
}

/**
 * Deletes from the loose heads upwards, as far as a message has no other child, no pin, and was not loose lately: work is by what is
 * deleted, not by what is kept. Each round is one transaction of two statements: the first locks what may be deleted and skips what
 * is in use, the second sees what happened until then, and what it sees of locked messages stays true: nobody gets a child or a pin
 * onto them. A message goes only if its parent is locked as well, which becomes the next loose head.
 */
export async function sweepMessages(orm: Database['orm'], { olderThan, limit = DEFAULT_LIMIT }: SweepOptions): Promise<SweepResult> {
  if (!Number.isInteger(limit) || limit < 1) throw badLimit(limit);
  const milliseconds = toMilliseconds(olderThan);
  let deleted = 0;
  while (deleted < limit) {
    const round = await sweepRound(orm, milliseconds, Math.min(ROUND_SIZE, limit - deleted));
    deleted += round.deleted;
    if (round.isBusy) return { deleted, isComplete: false };
    if (round.deleted + round.settled === 0) break;
  }
  return { deleted, isComplete: !(await hasDueHead(orm, milliseconds)) };
}

/** Read committed, whatever the database's default: the second statement must see more than the first. */
async function sweepRound(orm: Database['orm'], milliseconds: number, size: number): Promise<Round> {
  return await orm.transaction(
    async (transaction) => {
      const [begun] = await runStatement<{ isFirst: boolean; cutoff: string }>(
        transaction,
        sql`select pg_try_advisory_xact_lock(${LOCK}) as "isFirst", ${toCutoff(milliseconds)}::text as cutoff`,
      );
      if (begun?.isFirst !== true) return { deleted: 0, settled: 0, isBusy: true };
      const locked = await lockRound(transaction, begun.cutoff, size);
      return { ...(await deleteLocked(transaction, { locked, cutoff: begun.cutoff, size })), isBusy: false };
    },
    { isolationLevel: 'read committed' },
  );
}

/** Room for each due head and its parent, so that each round moves. */
async function lockRound(orm: StatementRunner, cutoff: string, size: number): Promise<string[]> {
  const rows = await runStatement<{ hash: string }>(
    orm,
    sql`
      with recursive due as (
        select hash from ${looseHeads} where since < ${cutoff}::timestamptz order by since limit ${Math.ceil(size / 2)}
        for update skip locked
      ),
      way as (
        select m.hash, m.parent, not exists (select from ${messages} as child where child.parent = m.hash) as is_loose
        from due cross join lateral (select * from ${messages} as m where m.hash = due.hash offset 0) as m
        union all
        select up.hash, up.parent, ${isLoneChild(sql`up.hash`, sql`way.hash`)}
        from way cross join lateral (select * from ${messages} as m where m.hash = way.parent offset 0) as up
        where way.is_loose and ${isUnpinned(sql`way.hash`)}
      )
      select encode(hash, 'hex') as hash from ${messages} where hash in (select hash from way limit ${size + 1})
      for update skip locked`,
  );
  return rows.map(({ hash }) => hash);
}

interface LockedRound {
  readonly locked: readonly string[];
  readonly cutoff: string;
  readonly size: number;
}

/** A loose head is settled that has a child or a pin: when it loses those it becomes one again. */
async function deleteLocked(orm: StatementRunner, { locked, cutoff, size }: LockedRound): Promise<Omit<Round, 'isBusy'>> {
  const rows = await runStatement<{ deleted: number; settled: number }>(
    orm,
    sql`
      with recursive locked as (
        select m.hash, m.parent
        from unnest(${sql.param(locked)}::text[]) as given (hash)
        cross join lateral (select * from ${messages} as m where m.hash = decode(given.hash, 'hex') offset 0) as m
      ),
      free as (
        select hash, parent from locked
        where (parent is null or parent in (select hash from locked)) and ${isUnpinned(sql`locked.hash`)}
        and not exists (select from ${looseHeads} as fresh where fresh.hash = locked.hash and fresh.since >= ${cutoff}::timestamptz)
      ),
      gone as (
        select hash, parent, 1 as step from free
        where not exists (select from ${messages} as child where child.parent = free.hash)
        union all
        select free.hash, free.parent, gone.step + 1 from gone join free on free.hash = gone.parent
        where ${isLoneChild(sql`free.hash`, sql`gone.hash`)}
      ),
      -- children before parents: a part of this is still whole conversations
      chosen as (select hash, parent from gone order by step limit ${size}),
      deleted as (delete from ${messages} where hash in (select hash from chosen)),
      bared as (
        insert into ${looseHeads} (hash, since)
        select distinct parent, '-infinity'::timestamptz from chosen where parent is not null and parent not in (select hash from chosen)
        on conflict (hash) do update set since = excluded.since where false
      ),
      settled as (
        delete from ${looseHeads} as head
        where head.hash in (select hash from locked) and head.since < ${cutoff}::timestamptz
        and (
          head.hash in (select hash from chosen) or not (${isUnpinned(sql`head.hash`)})
          or exists (
            select from ${messages} as child where child.parent = head.hash and child.hash not in (select hash from chosen)
          )
        )
        and head.hash not in (select parent from chosen where parent is not null and parent not in (select hash from chosen))
        returning 1
      )
      select (select count(*) from chosen)::int as deleted, (select count(*) from settled)::int as settled`,
  );
  return rows[0] ?? { deleted: 0, settled: 0 };
}

async function hasDueHead(orm: StatementRunner, milliseconds: number): Promise<boolean> {
  const due = sql`select from ${looseHeads} where since < ${toCutoff(milliseconds)}`;
  const [row] = await runStatement<{ isDue: boolean }>(orm, sql`select exists (${due}) as "isDue"`);
  return row?.isDue === true;
}

function toCutoff(milliseconds: number): ReturnType<typeof sql> {
  return sql`(clock_timestamp() - make_interval(secs => ${milliseconds / 1000}))`;
}

function isUnpinned(hash: ReturnType<typeof sql>): ReturnType<typeof sql> {
  return sql`not exists (select from ${pins} as pin where pin.head = ${hash})`;
}

/** The parent has this child and no other. */
function isLoneChild(parent: ReturnType<typeof sql>, child: ReturnType<typeof sql>): ReturnType<typeof sql> {
  return sql`not exists (select from ${messages} as other where other.parent = ${parent} and other.hash <> ${child})`;
}

function badLimit(limit: number): DurakitError {
  return new DurakitError({ status: 'INVALID_ARGUMENT', message: `The limit of a sweep is ${limit}: give a whole number above 0.` });
}
