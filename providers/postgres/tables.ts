import { index, integer, pgSchema, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { ERROR_CLASSES } from '../../schemas/error-class.ts';
import { bytesColumn } from './bytes-column.ts';
import { hashColumn } from './hash-column.ts';

/** Everything of ours lives in one schema, beside whatever else the database holds. */
export const durakitSchema = pgSchema('durakit');

/**
 * What journaled flows have done: one row an action, in the order of the calls. Values are JSON as text: `jsonb` would
 * change key order and numbers, and a replayed result must be the recorded one to the byte.
 */
export const journalTable = durakitSchema.table(
  'journal',
  {
    workflowId: text('workflow_id').notNull(),
    runId: text('run_id').notNull(),
    position: integer('position').notNull(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    inputHash: text('input_hash').notNull(),
    /** `pending`: a sleep, an event or a child run that is waited for. */
    state: text('state', { enum: ['pending', 'returned', 'threw'] }).notNull(),
    /** The order in which actions ended, for races: replayed results come in the same order. */
    completion: integer('completion'),
    value: text('value'),
    /** What the step changed of the variables around it: base64 of Node's own serialisation, which keeps `Map`, `Set`, `Date` and cycles. */
    captured: text('captured'),
    attempts: integer('attempts').notNull(),
    recordedAt: timestamp('recorded_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.workflowId, table.runId, table.position] })],
);

/**
 * Calls of tools whose effects are `once`: the row is there before the tool's function runs, its outcome after. The input is here as
 * its hash alone; the outcome is JSON as text, the same that the run's history or journal has.
 */
export const toolEffectsTable = durakitSchema.table(
  'tool_effects',
  {
    /** What the tool has as `callId`. */
    callId: text('call_id').primaryKey(),
    workflowId: text('workflow_id').notNull(),
    runId: text('run_id').notNull(),
    /** The id of the activity; in a journaled flow the step. */
    place: text('place').notNull(),
    tool: text('tool').notNull(),
    inputHash: text('input_hash').notNull(),
    /** Of several calls at one place with the same tool and input. */
    number: integer('number').notNull(),
    /** `intent`: it began. Where nobody runs it any more, it is in doubt. */
    state: text('state', { enum: ['intent', 'returned', 'threw'] }).notNull(),
    /** The try that may write the outcome. */
    holder: text('holder').notNull(),
    outcome: text('outcome'),
    begunAt: timestamp('begun_at', { withTimezone: true }).notNull().defaultNow(),
    endedAt: timestamp('ended_at', { withTimezone: true }),
  },
  (table) => [index('tool_effects_run').on(table.workflowId, table.runId)],
);

/** Models that were given up for others: no worker asks them before `until`. */
export const modelCooldownsTable = durakitSchema.table('model_cooldowns', {
  /** The model's full name. */
  model: text('model').primaryKey(),
  class: text('class', { enum: [...ERROR_CLASSES] }).notNull(),
  message: text('message').notNull(),
  until: timestamp('until', { withTimezone: true }).notNull(),
});

/**
 * Messages of all conversations, each under the hash of itself and of all before it: a conversation is the hash of its last message.
 * Rows never change. A row is deleted by the sweep alone, and only while it holds the row's lock: see `sweep-messages.ts`.
 */
export const messagesTable = durakitSchema.table(
  'messages',
  {
    hash: hashColumn('hash').primaryKey(),
    /** Null for the first message of a conversation. */
    parent: hashColumn('parent'),
    /** How many messages the conversation has up to this one: 1 for the first. */
    depth: integer('depth').notNull(),
    /** The message as JSON in text, in the words of who wrote it first: `jsonb` would change key order and refuses NUL. */
    json: text('json').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('messages_parent').on(table.parent)],
);

/** Who needs which conversation: what a pin's head reaches is never swept. */
export const messagePinsTable = durakitSchema.table(
  'message_pins',
  {
    /** A session, a workflow's run, a snapshot: any text. */
    owner: text('owner').notNull(),
    head: hashColumn('head').notNull(),
    pinnedAt: timestamp('pinned_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.owner, table.head] }), index('message_pins_head').on(table.head)],
);

/**
 * Where the sweep looks: each message that nothing may need has a row here, besides many that are needed. Without it every sweep
 * would read all messages.
 */
export const looseHeadsTable = durakitSchema.table(
  'loose_heads',
  {
    hash: hashColumn('hash').primaryKey(),
    /** When the message was last written without a pin, or lost one. */
    since: timestamp('since', { withTimezone: true }).notNull(),
  },
  (table) => [index('loose_heads_since').on(table.since)],
);

/**
 * What Temporal's histories hold claims of. `used_at` moves when a payload is written again or read, at most once an hour: what has not
 * been used for long is a candidate for the sweep, which then looks whether a run still has its claim.
 */
export const payloadsTable = durakitSchema.table(
  'payloads',
  {
    /** Of Temporal: a sweep knows the runs of one namespace only. */
    namespace: text('namespace').notNull(),
    /** SHA-256 of `data`. */
    hash: hashColumn('hash').notNull(),
    /** Temporal's `Payload` message, encrypted where payloads are. */
    data: bytesColumn('data').notNull(),
    storedAt: timestamp('stored_at', { withTimezone: true }).notNull().defaultNow(),
    usedAt: timestamp('used_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.namespace, table.hash] }), index('payloads_used').on(table.namespace, table.usedAt)],
);
