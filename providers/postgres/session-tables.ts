import { sql } from 'drizzle-orm';
import { bigint, index, integer, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { hashColumn } from './hash-column.ts';
import { durakitSchema } from './tables.ts';
import { tsvectorColumn } from './tsvector-column.ts';

/** As exact as JavaScript's dates, so that what is read can be compared with what is stored. */
const time = { withTimezone: true, precision: 3 } as const;

/**
 * One row a session, with what lists show: it follows from `snapshots`, and is written with them in one transaction. Who changes
 * anything of a session holds this row's lock first, so changes to one session happen one after the other. Times are the database's.
 */
export const sessionsTable = durakitSchema.table(
  'sessions',
  {
    agent: text('agent').notNull(),
    sessionId: text('session_id').notNull(),
    userId: text('user_id'),
    createdAt: timestamp('created_at', time).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', time).notNull().defaultNow(),
    /** Of the snapshot that was begun last. */
    status: text('status').notNull(),
    /** Snapshots of all branches. */
    turns: integer('turns').notNull().default(0),
    /** Of the conversation that was written last. */
    messages: integer('messages').notNull().default(0),
    tokens: bigint('tokens', { mode: 'number' }).notNull().default(0),
    /** The beginning of the newest message's text. */
    preview: text('preview'),
  },
  (table) => [
    primaryKey({ columns: [table.agent, table.sessionId] }),
    index('sessions_updated').on(table.updatedAt, table.agent, table.sessionId),
    index('sessions_agent_updated').on(table.agent, table.updatedAt, table.sessionId),
    index('sessions_user_updated').on(table.userId, table.updatedAt),
  ],
);

/**
 * Sessions after each of their turns. Messages are in the message store, where the pin `snapshot/<agent>/<snapshot id>` keeps them;
 * what is JSON is text: `jsonb` would change key order and refuses NUL.
 */
export const snapshotsTable = durakitSchema.table(
  'snapshots',
  {
    agent: text('agent').notNull(),
    snapshotId: text('snapshot_id').notNull(),
    /** The order in which they were begun: of two that are as old as each other the greater is the newer. */
    sequence: bigint('sequence', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    /** Null: it was saved without one, and is found by its own id alone. */
    sessionId: text('session_id'),
    parentId: text('parent_id'),
    status: text('status'),
    finishReason: text('finish_reason'),
    /** JSON. */
    error: text('error'),
    createdAt: timestamp('created_at', time).notNull(),
    updatedAt: timestamp('updated_at', time),
    heartbeatAt: timestamp('heartbeat_at', time),
    /** Of its conversation; null where there is none. */
    head: hashColumn('head'),
    messageCount: integer('message_count').notNull().default(0),
    /** JSON of the state's `custom`. Null: undefined. */
    custom: text('custom'),
    /** JSON of the state without `custom`, messages and artifacts: null and empty lists stand where they are. Null: there is no state. */
    shape: text('shape'),
    /** Hashes in hexadecimal digits, in the state's order. */
    artifacts: text('artifacts')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Of the message that the turn answers. One message of a session has one turn. */
    messageId: text('message_id'),
    /** The workflow that works or worked on it. */
    runner: text('runner'),
    /** Of this turn. */
    tokens: bigint('tokens', { mode: 'number' }).notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.agent, table.snapshotId] }),
    index('snapshots_session').on(table.agent, table.sessionId, table.sequence),
    uniqueIndex('snapshots_message')
      .on(table.agent, table.sessionId, table.messageId)
      .where(sql`message_id is not null`),
  ],
);

/** Artifacts by what they hold: one that stays as it is over many turns is here once a session. */
export const artifactsTable = durakitSchema.table(
  'artifacts',
  {
    agent: text('agent').notNull(),
    /** Empty for snapshots without a session. */
    sessionId: text('session_id').notNull(),
    /** SHA-256 of `json`. */
    hash: hashColumn('hash').notNull(),
    name: text('name'),
    /** The artifact as JSON, to the byte. */
    json: text('json').notNull(),
    createdAt: timestamp('created_at', time).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.agent, table.sessionId, table.hash] })],
);

/**
 * What can be searched: each message of a session once, whichever branches have it. Messages themselves have no owner: who may find one,
 * and when it goes, is known of sessions alone, so the index is here. A message without words has a row too: it says that all before it
 * have theirs.
 */
export const sessionMessagesTable = durakitSchema.table(
  'session_messages',
  {
    agent: text('agent').notNull(),
    sessionId: text('session_id').notNull(),
    /** The message's, in the message store. */
    hash: hashColumn('hash').notNull(),
    /** The snapshot that had it first. */
    snapshotId: text('snapshot_id').notNull(),
    /** Its place in the conversation: 1 is the first. */
    position: integer('position').notNull(),
    role: text('role').notNull(),
    /** What was said, without NUL; empty where nothing can be found. */
    text: text('text').notNull(),
    words: tsvectorColumn('words').notNull(),
    createdAt: timestamp('created_at', time).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.agent, table.sessionId, table.hash] }),
    index('session_messages_words').using('gin', table.words),
  ],
);
