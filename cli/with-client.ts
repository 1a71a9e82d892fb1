import { connect } from '../client/connect.ts';
import type { DurakitClient } from '../client/durakit-client.ts';

/** Connects by the environment and the running services, and closes the connection afterwards. */
export async function withClient<T>(use: (client: DurakitClient) => Promise<T>): Promise<T> {
  const client = await connect();
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}
