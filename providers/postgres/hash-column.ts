import { customType } from 'drizzle-orm/pg-core';

/** A SHA-256 as 32 bytes in the database, as 64 hexadecimal digits in the program: half the size of text, in the row and in each index. */
export const hashColumn = customType<{ data: string; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value, 'hex'),
  fromDriver: (value) => value.toString('hex'),
});
