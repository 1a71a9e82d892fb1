import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { checkFiles } from '../check-files.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT_CODES } from '../exit-codes.ts';

const EXAMPLE = 'durakit replay test/histories/*.json --app app.ts';

interface ReplayOptions {
  readonly app: readonly string[];
  readonly json?: boolean;
}

/** `durakit replay <files…> --app app.ts` */
export function defineReplayCommand(program: Command, { terminal, exit }: CommandContext): void {
  addCommand(program, {
    name: 'replay',
    summary: 'check code against recorded runs',
    description: "Check that today's code takes recorded runs the way they went: a run in flight would survive the deploy.",
    examples: [EXAMPLE],
  })
    .argument('<files...>', 'histories, as `durakit export` writes them')
    .requiredOption('--app <file>', "the app's module; repeat it for several", collect)
    .option('--json', 'print an array')
    .action(async (files: string[], { app, json = false }: ReplayOptions) => {
      checkFiles(files, { what: 'a recorded history', example: EXAMPLE });
      checkFiles(app, { what: "the app's module", example: EXAMPLE });
      const { replayFiles } = await import('../replay-files.ts');
      exit((await replayFiles(terminal, { files, app, json })) ? EXIT_CODES.good : EXIT_CODES.failed);
    });
}

function collect(file: string, files: readonly string[] = []): string[] {
  return [...files, file];
}
