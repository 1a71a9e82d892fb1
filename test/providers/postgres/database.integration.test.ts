import { expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { isDatabaseAway } from '../../../providers/postgres/is-database-away.ts';
import { waitUntil } from '../../setup/wait-until.ts';
import { createOwnDatabase } from './own-database.ts';

test('a connection that breaks between two statements of a transaction fails the next one, not the process', async () => {
  await using database = await createOwnDatabase({ isMigrated: false });
  const { orm, pool } = database;
  const isAlive = async (id: number): Promise<boolean> =>
    (await pool.query('select from pg_stat_activity where pid = $1', [id])).rows.length > 0;
  const failed = orm.transaction(async (transaction) => {
    const { rows } = await transaction.execute<{ id: number }>(sql`select pg_backend_pid() as id`);
    const id = rows[0]?.id ?? 0;
    await pool.query('select pg_terminate_backend($1)', [id]);
    await waitUntil('the connection is broken', async () => !(await isAlive(id)));
    await transaction.execute(sql`select 1`);
  });
  expect(isDatabaseAway(await failed.catch((error: unknown) => error))).toBe(true);
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});
