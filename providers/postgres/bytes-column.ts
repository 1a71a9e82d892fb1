import { customType } from 'drizzle-orm/pg-core';

/** Bytes as they are. */
export const bytesColumn = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
