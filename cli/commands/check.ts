import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { checkFiles } from '../check-files.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT_CODES } from '../exit-codes.ts';

const EXAMPLE = 'durakit check app.ts';

/** `durakit check <app...>` */
export function defineCheckCommand(program: Command, { terminal, exit }: CommandContext): void {
  addCommand(program, {
    name: 'check',
    summary: 'say which way each flow runs, and why',
    description:
      'Say which way each flow runs (in the sandbox, or journaled), why, and how to change it; and what is wrong. ' +
      'No server is needed, and nothing of the app is run. Exit code 1 if there are errors.',
    examples: [EXAMPLE, 'durakit check app.ts --strict', 'durakit check app.ts --json'],
  })
    .argument('<app...>', "the app's modules")
    .option('--json', 'print { ok, errors, warnings, notes, flows, findings }')
    .option('--strict', 'a flow that runs journaled is an error, unless its definition says so')
    .action(async (app: string[], { json = false, strict = false }: { json?: boolean; strict?: boolean }) => {
      checkFiles(app, { what: "the app's module", example: EXAMPLE });
      const { checkApp } = await import('../check-app.ts');
      exit(checkApp(terminal, { app, json, strict }) ? EXIT_CODES.good : EXIT_CODES.failed);
    });
}
