import { integer, pgSchema, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

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
