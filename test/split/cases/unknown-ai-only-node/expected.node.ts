import { ai } from './elsewhere';

export function setUp(engine) {
  engine.defineFlow('flow', async () => engine.run('x', async () => 1));
}

export const other = ai.run('y', async () => 2);
db.run('select 1', () => {});
