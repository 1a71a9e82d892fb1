import { sql } from 'drizzle-orm';
import type { SweepOptions, SweepResult } from '../../engine/message-store.ts';
import { openDatabase, type Database } from './database.ts';
import { createPostgresMessageStore } from './postgres-message-store.ts';
import { runStatement } from './run-statement.ts';
import { messagePinsTable as pins } from './tables.ts';

const OWNERS_PER_STATEMENT = 500;

/** The message store, as whoever sweeps sees it. */
export interface ConversationSweep {
  /** Owners of pins whose names begin with `prefix`, each once. */
  owners(prefix: string): AsyncIterable<string>;
  /** Gives up all pins of an owner. */
  release(owner: string): Promise<void>;
  /** See `MessageStore.sweep`. */
  sweep(options: SweepOptions): Promise<SweepResult>;
  close(): Promise<void>;
}

/** Opens the message store of a database for a sweep. */
export function openConversationSweep(url: string): ConversationSweep {
  const database = openDatabase(url, { allowExitOnIdle: true, max: 2 });
  const store = createPostgresMessageStore(database);
  return {
    owners: (prefix) => listOwners(database.orm, prefix),
    release: (owner) => store.unpin(owner),
    sweep: (options) => store.sweep(options),
    close: () => database.close(),
  };
}

async function* listOwners(orm: Database['orm'], prefix: string): AsyncIterable<string> {
  for (let after = ''; ;) {
    const rows = await runStatement<{ owner: string }>(
      orm,
      sql`
        select distinct owner from ${pins} where starts_with(owner, ${prefix}) and owner > ${after}
        order by owner limit ${OWNERS_PER_STATEMENT}`,
    );
    yield* rows.map(({ owner }) => owner);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.owner;
  }
}
