import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rooms } from './rooms.ts';
import type { SourceFile } from './source-file.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const otherFolders = ['bench', 'examples', 'scripts', 'test'];
/** Apps and cases that are input of tests: they show code of other people, with other habits. */
const fixtures = ['test/apps/', 'test/split/cases/'];

/** All TypeScript of the repository. */
export function readRepository(): SourceFile[] {
  return globSync(['*.ts', ...[...Object.keys(rooms), ...otherFolders].map((folder) => `${folder}/**/*.ts`)], { cwd: root })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !fixtures.some((folder) => path.startsWith(folder)) && !path.includes('node_modules/'))
    .sort()
    .map((path) => ({ path, source: readFileSync(join(root, path), 'utf8') }));
}

/** Names of the packages that an installation of this one brings. */
export function readDependencies(): string[] {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  return Object.keys(manifest.dependencies);
}

/** The root entries that package.json's exports name. */
export function readExportedEntries(): string[] {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: unknown };
  return [...JSON.stringify(exports).matchAll(/"\.\/([a-z.-]+\.ts)"/g)].map(([, name]) => name ?? '');
}
