import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { formatDiagnostic } from './format-diagnostic.ts';
import { registerNodePrograms } from './register-node-programs.ts';
import { splitApp, type AppPrograms } from './split-app.ts';

/**
 * Gives this process the Node programs of the module that it was started with. Errors of the split are told and stop nothing:
 * they concern workers. Without a module of the app (a tool of `node_modules`, `-e`) only TypeScript and our entries are added.
 */
export function registerProcess(started: string | undefined): void {
  const main = started === undefined ? undefined : toAppModule(path.resolve(started));
  const programs = main === undefined ? undefined : splitApp([main]);
  if (programs !== undefined) tellErrors(programs);
  registerNodePrograms(programs ?? { modules: new Map() }, { main, holdsBack: false });
}

function toAppModule(file: string): string | undefined {
  const found = existsSync(file) ? realpathSync(file) : undefined;
  return found?.includes(`${path.sep}node_modules${path.sep}`) === true ? undefined : found;
}

function tellErrors({ diagnostics }: AppPrograms): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  for (const error of errors) process.stderr.write(`${formatDiagnostic(error)}\n\n`);
}
