import { bigint, index, integer, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytesColumn } from './bytes-column.ts';
import { hashColumn } from './hash-column.ts';
import { durakitSchema } from './tables.ts';

/** Blobs that are there in whole. The row is written last. */
export const blobsTable = durakitSchema.table('blobs', {
  sha256: hashColumn('sha256').primaryKey(),
  /** Whose chunks these are: of several puts of the same content the first to end. */
  upload: uuid('upload').notNull(),
  contentType: text('content_type').notNull(),
  size: bigint('size', { mode: 'number' }).notNull(),
  /** The length of each chunk but the last: a range begins in chunk `start / chunk_bytes`. */
  chunkBytes: integer('chunk_bytes').notNull(),
  storedAt: timestamp('stored_at', { withTimezone: true }).notNull().defaultNow(),
});

/** Puts that have not ended. A row that has not moved for long belongs to a process that died: its chunks are garbage. */
export const blobUploadsTable = durakitSchema.table(
  'blob_uploads',
  {
    id: uuid('id').primaryKey(),
    /** When the last chunk was written. */
    movedAt: timestamp('moved_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('blob_uploads_moved').on(table.movedAt)],
);

/** The content of blobs and of puts that have not ended. */
export const blobChunksTable = durakitSchema.table(
  'blob_chunks',
  {
    upload: uuid('upload').notNull(),
    /** From 0. */
    position: integer('position').notNull(),
    data: bytesColumn('data').notNull(),
  },
  (table) => [primaryKey({ columns: [table.upload, table.position] })],
);
