import type { Database } from '../../../providers/postgres/database.ts';
import type { MessageData } from '../../../schemas/message.ts';

/** Messages of a user, each with its number. */
export function sayMany(count: number, about: string): MessageData[] {
  return Array.from({ length: count }, (_none, index) => ({ role: 'user', content: [{ text: `${about} ${index}` }] }));
}

export async function countRows(database: Database, table: 'messages' | 'message_pins' | 'loose_heads'): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(`select count(*)::int as count from durakit.${table}`);
  return rows[0]?.count ?? 0;
}

/** Messages without their parent, and pins without their message. */
export async function countDangling(database: Database): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(`
    select (select count(*) from durakit.messages c where c.parent is not null
      and not exists (select from durakit.messages p where p.hash = c.parent and p.depth = c.depth - 1))::int
    + (select count(*) from durakit.message_pins p where not exists (select from durakit.messages m where m.hash = p.head))::int as count`);
  return rows[0]?.count ?? -1;
}

/** Empties the tables of the message store. */
export async function clearMessages({ pool }: Database): Promise<void> {
  await pool.query('truncate durakit.messages, durakit.message_pins, durakit.loose_heads');
}
