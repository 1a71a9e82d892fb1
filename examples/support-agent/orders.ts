import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'] });
const CREATE = 'create table if not exists example_refunds (reference uuid primary key, order_id text not null, amount numeric not null)';

/** The warehouse is slow: there is time to close the chat. */
const LOOK_MILLISECONDS = 4_000;

export interface Order {
  readonly id: string;
  readonly dish: string;
  readonly amount: number;
  readonly refunds: number;
}

export async function findOrder(id: string): Promise<Order> {
  await pool.query(CREATE);
  await delay(LOOK_MILLISECONDS);
  const { rowCount } = await pool.query('select from example_refunds where order_id = $1', [id]);
  return { id, dish: 'cold soup', amount: 40, refunds: rowCount ?? 0 };
}

export async function payBack({ order, amount }: { order: string; amount: number }, reference: string): Promise<string> {
  await pool.query(CREATE);
  await pool.query('insert into example_refunds values ($1, $2, $3)', [reference, order, amount]);
  return reference;
}
