import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'] });
const CREATE = 'create table if not exists example_bookings (id uuid primary key, booked text not null)';

/** The restaurant's book. The call's id makes a booking findable. */
export async function saveBooking(id: string, booked: string): Promise<string> {
  await pool.query(CREATE);
  await pool.query('insert into example_bookings values ($1, $2)', [id, booked]);
  return booked;
}

export async function findBooking(id: string): Promise<string | undefined> {
  await pool.query(CREATE);
  const { rows } = await pool.query<{ booked: string }>('select booked from example_bookings where id = $1', [id]);
  return rows[0]?.booked;
}
