import { index, text, timestamp } from 'drizzle-orm/pg-core';
import { durakitSchema } from './tables.ts';

/**
 * Paid requests that begin a job of a background model: the row is there before the request is sent, its job after. The job is JSON as
 * text, the same that the run's history has; the request is in the history alone.
 */
export const operationsTable = durakitSchema.table(
  'operations',
  {
    /** What the vendor gets as the idempotency key. */
    idempotencyKey: text('idempotency_key').primaryKey(),
    /** Of Temporal. */
    namespace: text('namespace').notNull(),
    /** The operation's workflow id. */
    operationId: text('operation_id').notNull(),
    model: text('model').notNull(),
    /** `intent`: the request is on its way. `in_doubt`: nobody knows whether it arrived, and nothing here can find out. */
    state: text('state', { enum: ['intent', 'in_doubt', 'started'] }).notNull(),
    /** The try that may write the job down. */
    holder: text('holder').notNull(),
    /** The holder renews it as long as it runs. Null: it runs no more. */
    leasedUntil: timestamp('leased_until', { withTimezone: true }),
    /** The vendor's name of the job. */
    job: text('job'),
    /** The vendor's job. */
    operation: text('operation'),
    begunAt: timestamp('begun_at', { withTimezone: true }).notNull().defaultNow(),
    startedAt: timestamp('started_at', { withTimezone: true }),
  },
  (table) => [
    index('operations_id').on(table.namespace, table.operationId),
    index('operations_job').on(table.namespace, table.model, table.job),
  ],
);
