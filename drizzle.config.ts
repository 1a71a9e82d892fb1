import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate` writes the SQL of a change to the tables into `migrations/`. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './providers/postgres/*tables.ts',
  out: './migrations',
});
