import { boolean, index, text, timestamp } from 'drizzle-orm/pg-core';
import { durakitSchema } from './tables.ts';

/** Requests that are sent in batches, and their answers: JSON as text. A row is kept for a month, so that a run that asks again is not billed again. */
export const batchItemsTable = durakitSchema.table(
  'batch_items',
  {
    /** Also the vendor's name of the request. */
    id: text('id').primaryKey(),
    model: text('model').notNull(),
    request: text('request').notNull(),
    /** The workflow id of the batch. */
    batch: text('batch'),
    response: text('response'),
    failure: text('failure'),
    /** Nobody waits for it any more. */
    withdrawn: boolean('withdrawn').notNull().default(false),
    /** When the collector was last told of it. */
    toldAt: timestamp('told_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('batch_items_batch').on(table.batch), index('batch_items_created').on(table.createdAt)],
);
