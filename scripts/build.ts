/** `npm run build`: an empty dist/, compiled code with declarations and source maps, and the files that are not TypeScript. */
import { chmodSync, cpSync, existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, runTool } from './run-tool.ts';

const dist = join(root, 'dist');
const { include } = JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8')) as { include: string[] };

/** Copies the migrations and what the rooms hold beside TypeScript, to the same places under dist/. */
function copyOtherFiles(): string[] {
  const rooms = include.filter((entry) => !entry.includes('*'));
  const paths = globSync(
    [...rooms, 'migrations'].map((folder) => `${folder}/**/*.*`),
    { cwd: root },
  ).filter((path) => !path.endsWith('.ts'));
  for (const path of paths) cpSync(join(root, path), join(dist, path), { recursive: true });
  return paths;
}

/** Files that reach another file by a URL with the ending .ts: the compiler rewrites imports only, so dist/ would not find it. */
function findSourceUrls(): string[] {
  const pattern = /new URL\(\s*['"`][^'"`]*\.ts['"`]\s*,\s*import\.meta\.url/;
  return globSync('**/*.js', { cwd: dist }).filter((path) => pattern.test(readFileSync(join(dist, path), 'utf8')));
}

rmSync(dist, { recursive: true, force: true });
const code = await runTool({ module: 'typescript', script: 'bin/tsc', arguments: ['-p', 'tsconfig.build.json'] });
if (code !== 0) {
  console.error('build failed: the compiler reported errors');
  process.exit(1);
}
const copied = copyOtherFiles();
const command = join(dist, 'cli/main.js');
if (existsSync(command)) chmodSync(command, 0o755);
const sourceUrls = findSourceUrls();
if (sourceUrls.length > 0) {
  console.error(`build failed: new URL('….ts', import.meta.url) does not work in dist/: ${sourceUrls.join(', ')}`);
  process.exit(1);
}
console.log(`built dist/: ${globSync('**/*.js', { cwd: dist }).length} modules, ${copied.length} other files`);
