import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT_CODES } from '../exit-codes.ts';

/** `durakit doctor` */
export function defineDoctorCommand(program: Command, { terminal, exit }: CommandContext): void {
  addCommand(program, {
    name: 'doctor',
    summary: 'check the surroundings',
    description: 'Check Node, Temporal, Postgres and the ports, and say what to do about each problem.',
    examples: ['durakit doctor'],
  })
    .option('--json', 'print { ok, checks: [{ name, ok, message, advice? }] }')
    .action(async ({ json = false }: { json?: boolean }) => {
      const { runDoctor } = await import('../doctor/run-doctor.ts');
      exit((await runDoctor(terminal, { json })) ? EXIT_CODES.good : EXIT_CODES.failed);
    });
}
