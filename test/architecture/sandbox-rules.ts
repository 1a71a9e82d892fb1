import { isBuiltin } from 'node:module';
import type { Import } from './read-imports.ts';
import { foreignToSandbox, rooms, sandboxPackages, sandboxRooms, zodInSandbox } from './rooms.ts';
import { toRoom } from './source-file.ts';
import type { Violation } from './violation.ts';

/** What may not be in Temporal's sandbox: Node, packages of other worlds, and zod where workflows would load it. */
export function findSandboxViolations(imports: readonly Import[], paths: ReadonlySet<string>): Violation[] {
  const roots = [...paths].filter((path) => isSandboxFile(path));
  const reached = findReached(roots, imports);
  const loaded = findReached(
    roots.filter((path) => toRoom(path, rooms) !== 'schemas'),
    imports,
  );
  return imports.flatMap((found) => {
    const name = toPackageName(found);
    if (name === undefined || name === 'durakit' || !reached.has(found.from)) return [];
    const message = explainPackage(found, name) ?? (name === 'zod' ? explainZod(found, loaded) : undefined);
    const way = (name === 'zod' ? loaded : reached).get(found.from) ?? found.from;
    const because = way === found.from || message === undefined ? '' : ` (the sandbox reaches this file: ${way})`;
    return message === undefined ? [] : [{ rule: 'sandbox', path: found.from, message: message + because }];
  });
}

/** Code that is written for the sandbox, wherever it lives. */
export function isSandboxFile(path: string): boolean {
  const room = toRoom(path, rooms);
  return (room !== undefined && sandboxRooms.includes(room)) || (path.endsWith('.workflow.ts') && !path.startsWith('test/'));
}

/** The files that these load, with the way to each: `a.ts > b.ts`. Types are not loaded; lazy imports are bundled all the same. */
function findReached(roots: readonly string[], imports: readonly Import[]): Map<string, string> {
  const ways = new Map(roots.map((path) => [path, path]));
  const bySource = Map.groupBy(imports, ({ from }) => from);
  for (const [path, way] of ways) {
    for (const { target, kind } of bySource.get(path) ?? []) {
      if (target !== undefined && kind !== 'type' && !ways.has(target)) ways.set(target, `${way} > ${target}`);
    }
  }
  return ways;
}

function explainPackage({ from, specifier, kind }: Import, name: string): string | undefined {
  if (isBuiltin(specifier)) return `imports ${specifier}: the sandbox has no Node modules`;
  if (foreignToSandbox.includes(name)) return `imports ${specifier}, which belongs to another world, its types too`;
  if (kind === 'type' || (name === 'zod' && zodInSandbox.includes(from))) return undefined;
  const allowed =
    sandboxPackages[from.endsWith('.workflow.ts') ? '*.workflow.ts' : (toRoom(from, rooms) ?? '')] ?? sandboxPackages['engine'] ?? [];
  return allowed.includes(name) ? undefined : `imports ${specifier}; packages for the sandbox here: ${allowed.join(', ')}`;
}

function explainZod({ from, kind }: Import, loaded: ReadonlyMap<string, string>): string | undefined {
  if (kind === 'type' || zodInSandbox.includes(from) || !loaded.has(from)) return undefined;
  return 'imports zod and is loaded in workflows: use `import type` on the way, or move what is needed into a file without zod';
}

/** `@temporalio/common/lib/x` is of the package `@temporalio/common`. */
export function toPackageName({ specifier, target }: Import): string | undefined {
  if (target !== undefined) return undefined;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
