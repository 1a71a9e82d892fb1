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
  const client = await pool.connect();
  try {
    await client.query('begin');
    // waits for bookings that are being written: what is not found now does not come later
    await client.query('lock table example_bookings in share mode');
    const { rows } = await client.query<{ booked: string }>('select booked from example_bookings where id = $1', [id]);
    return rows[0]?.booked;
  } finally {
    await client.query('rollback');
    client.release();
  }
}
