import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { checkFiles } from '../check-files.ts';
import type { CommandContext } from '../command-context.ts';
import { parsePort } from '../create-number-parser.ts';

const EXAMPLE = 'durakit serve app.ts --port 3400 --host 0.0.0.0';

/** `durakit serve <app...>` */
export function defineServeCommand(program: Command, { terminal }: CommandContext): void {
  addCommand(program, {
    name: 'serve',
    summary: "serve an app's flows over HTTP",
    description: "Serve an app's flows over HTTP (POST /<flow>). The runs are done by workers: start `durakit worker` beside it.",
    examples: [EXAMPLE],
  })
    .argument('<app...>', "the app's modules")
    .option('--port <n>', 'where to listen', parsePort, 3400)
    .option('--host <address>', 'on which address of this machine; there is no access control yet', '127.0.0.1')
    .action(async (app: string[], { port, host }: { port: number; host: string }) => {
      checkFiles(app, { what: "the app's module", example: EXAMPLE });
      const { serveApp } = await import('../serve-app.ts');
      await serveApp(terminal, { app, port, host });
    });
}
