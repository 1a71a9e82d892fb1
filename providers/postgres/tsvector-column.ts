import { customType } from 'drizzle-orm/pg-core';

/** Words with their places, as `to_tsvector` gives them. Only PostgreSQL reads it. */
export const tsvectorColumn = customType<{ data: string }>({ dataType: () => 'tsvector' });
