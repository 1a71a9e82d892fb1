import { sql, type SQL } from 'drizzle-orm';
import { looseHeadsTable as looseHeads, messagePinsTable as pins, messagesTable as messages } from './tables.ts';

/*
 * The rules that let a sweep run beside all this, without a lock on a table:
 * - who relies on a message (to append to it, to pin it, to store it again) holds a share lock on its row until the end;
 * - who gives up a message, or writes it without a pin, leaves a row in `loose_heads`, and locks the message first;
 * - the sweep deletes rows that it has locked, by what it sees after it has locked them, and never waits for anybody.
 */

/** Of each message its hash, its parent's and its JSON, in the order of the conversation. */
interface AppendRows {
  readonly parent: string | null;
  readonly head: string;
  readonly hashes: readonly string[];
  readonly parents: readonly (string | null)[];
  readonly jsons: readonly string[];
  readonly owner: string | undefined;
}

/** No row where the parent is unknown, and then nothing is written. */
export function toAppendStatement({ parent, head, hashes, parents, jsons, owner }: AppendRows): SQL {
  // what must come last selects from `written`: PostgreSQL runs such parts of one statement in no promised order, and two writers deadlock
  const afterWritten = sql`from base where (select count(*) from written) >= 0`;
  return sql`
    with known as (
      select hash from ${messages} where hash in (select decode(text, 'hex') from unnest(${sql.param([...hashes, parent])}::text[]) as text)
      for key share
    ),
    base as (
      select depth from ${messages} where hash = ${toBytes(parent)} and hash in (select hash from known)
      union all select 0 where ${parent}::text is null
    ),
    written as (
      insert into ${messages} (hash, parent, depth, json)
      select decode(line.hash, 'hex'), decode(line.parent, 'hex'), base.depth + line.ordinal, line.json
      from base, unnest(${sql.param(hashes)}::text[], ${sql.param(parents)}::text[], ${sql.param(jsons)}::text[])
        with ordinality as line (hash, parent, json, ordinal)
      where decode(line.hash, 'hex') not in (select hash from known)
      order by line.ordinal
      -- somebody has just written the same: this changes nothing and locks the row, where "do nothing" would not
      on conflict (hash) do update set depth = excluded.depth where false
      returning 1
    ),
    ${owner === undefined ? toLoosePart(head, afterWritten) : toPinnedPart({ owner, head, parent }, afterWritten)}
    select depth from base`;
}

function toLoosePart(head: string, afterWritten: SQL): SQL {
  return sql`
    loose as (
      insert into ${looseHeads} (hash, since) select ${toBytes(head)}, clock_timestamp() ${afterWritten}
      on conflict (hash) do update set since = excluded.since
    )`;
}

/** The parent that loses its pin is no loose head: it has a child that is pinned. */
function toPinnedPart({ owner, head, parent }: { owner: string; head: string; parent: string | null }, afterWritten: SQL): SQL {
  return sql`
    pinned as (
      insert into ${pins} (owner, head) select ${owner}, ${toBytes(head)} ${afterWritten}
      on conflict do nothing returning 1
    ),
    covered as (
      delete from ${pins} where owner = ${owner} and head = ${toBytes(parent)} and head <> ${toBytes(head)}
      and exists (select from base) and (select count(*) from pinned) >= 0
    )`;
}

/**
 * The way from a head to the message after `ancestor`, and the ancestor's depth with each row. `offset 0` keeps the planner from joining:
 * it has no idea how long the way is, and reading the whole table for each message would be possible. So each is one look into the index.
 */
export function toLoadStatement(head: string, ancestor: string | null): SQL {
  return sql`
    with recursive base as (
      select depth from ${messages} where hash = ${toBytes(ancestor)}
      union all select 0 where ${ancestor}::text is null
    ),
    way as (
      select parent, depth, json from ${messages} where hash = ${toBytes(head)} and depth > (select depth from base)
      union all
      select up.parent, up.depth, up.json
      from way cross join lateral (select * from ${messages} as m where m.hash = way.parent offset 0) as up
      where way.depth > (select depth from base) + 1
    )
    select encode(parent, 'hex') as parent, depth, json from way order by depth`;
}

export function toFindStatement(head: string): SQL {
  return sql`select encode(parent, 'hex') as parent, depth from ${messages} where hash = ${toBytes(head)}`;
}

/** No row where the message is unknown. */
export function toPinStatement(owner: string, head: string): SQL {
  return sql`
    with held as (select hash from ${messages} where hash = ${toBytes(head)} for key share),
    pinned as (insert into ${pins} (owner, head) select ${owner}, hash from held on conflict do nothing)
    select 1 as found from held`;
}

export function toUnpinStatement(owner: string, head: string | undefined): SQL {
  return sql`
    with given as (
      delete from ${pins} where owner = ${owner} ${head === undefined ? sql`` : sql`and head = ${toBytes(head)}`} returning head
    ),
    held as (select hash from ${messages} where hash in (select head from given) order by hash for key share)
    insert into ${looseHeads} (hash, since) select hash, clock_timestamp() from held order by hash
    on conflict (hash) do update set since = excluded.since`;
}

function toBytes(hash: string | null): SQL {
  return sql`decode(${hash}::text, 'hex')`;
}
