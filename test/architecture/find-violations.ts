import { isBuiltin } from 'node:module';
import { findCycles } from './find-cycles.ts';
import { findImportViolations } from './import-rules.ts';
import { findLayoutViolations } from './layout-rules.ts';
import { readImports, type Import } from './read-imports.ts';
import { entries, rooms } from './rooms.ts';
import { findSandboxViolations, toPackageName } from './sandbox-rules.ts';
import { toRoom, type SourceFile } from './source-file.ts';
import type { Violation } from './violation.ts';

/** All places where the files break the architecture; `dependencies` are the packages that the published package brings. */
export function findViolations(files: readonly SourceFile[], dependencies: readonly string[]): Violation[] {
  const paths = new Set(files.map(({ path }) => path));
  const imports = files.flatMap((file) => readImports(file));
  return [
    ...findImportViolations(imports, paths),
    ...findCycleViolations(imports, paths),
    ...findSandboxViolations(imports, paths),
    ...findDependencyViolations(imports, dependencies),
    ...findLayoutViolations(files),
  ];
}

/** Cycles of files, with imports of types and lazy ones. */
function findCycleViolations(imports: readonly Import[], paths: ReadonlySet<string>): Violation[] {
  const graph = new Map<string, string[]>([...paths].map((path) => [path, []]));
  for (const { from, target } of imports) if (target !== undefined && paths.has(target)) graph.get(from)?.push(target);
  return findCycles(graph).map((cycle) => ({ rule: 'cycle', path: cycle[0] ?? '', message: `import cycle: ${cycle.join(' > ')}` }));
}

/** Packages that published code loads but that an installation of it would not bring. */
function findDependencyViolations(imports: readonly Import[], dependencies: readonly string[]): Violation[] {
  return imports.flatMap((found) => {
    const name = toPackageName(found);
    const isPublished = toRoom(found.from, rooms) !== undefined || Object.hasOwn(entries, found.from);
    if (name === undefined || !isPublished || found.kind === 'type' || name === 'durakit') return [];
    if (isBuiltin(found.specifier) || dependencies.includes(name)) return [];
    return [
      { rule: 'dependency', path: found.from, message: `imports ${found.specifier}, which is not in "dependencies" of package.json` },
    ];
  });
}
