import { durakit, z } from 'durakit';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'] });
const ai = durakit({ name: 'menu' });

export const menu = ai.defineFlow({ name: 'menu', inputSchema: z.object({ theme: z.string() }) }, async ({ theme }) => {
  const dishes = await ai.run('load', async () => (await pool.query("select $1 || '!' as name", [theme])).rows);
  const word = await ai.run('suffix', theme, async (input) => `${input} ${dishes.length}`);
  return `Tonight: ${JSON.stringify(dishes)} ${word}`;
});
