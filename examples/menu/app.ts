import { durakit, z } from 'durakit';
import { Pool } from 'pg';
import { bestModel } from './best-model.ts';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'] });
const ai = durakit({ name: 'menu', plugins: [bestModel()], model: 'example/best' });

export const menu = ai.defineFlow({ name: 'menu', inputSchema: z.object({ theme: z.string() }) }, async ({ theme }) => {
  const dishes = await ai.run('load', async () => {
    const { rows } = await pool.query<{ name: string }>(DISHES, [theme]);
    return rows.map(({ name }) => name);
  });
  const { text } = await ai.generate(`Suggest one of these dishes, in one sentence: ${dishes.join(', ')}`);
  return text;
});

const DISHES = `
  select name from (values
    ('pirate', 'Blackbeard chowder'), ('pirate', 'Cutlass-grilled fish'), ('pirate', 'Rum cake'),
    ('space', 'Saturn rings'), ('space', 'Comet crumble')
  ) as dishes (theme, name)
  where theme = $1 or $1 not in ('pirate', 'space')`;
