import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import type { CommandContext } from '../command-context.ts';

/** `durakit migrate` */
export function defineMigrateCommand(program: Command, { terminal }: CommandContext): void {
  addCommand(program, {
    name: 'migrate',
    summary: "bring the database's tables up to date",
    description: 'Bring the tables of durakit up to date in the database of DATABASE_URL, else of the running `durakit dev`.',
    examples: ['durakit migrate', 'DATABASE_URL=postgres://user:password@host/database durakit migrate'],
  }).action(async () => {
    const [{ requireDatabaseUrl }, { applyMigrations }] = await Promise.all([
      import('../find-database-url.ts'),
      import('../../workers/apply-migrations.ts'),
    ]);
    const { applied } = await applyMigrations(requireDatabaseUrl());
    terminal.print(applied === 0 ? 'up to date' : `${applied} migration${applied === 1 ? '' : 's'} applied`);
  });
}
