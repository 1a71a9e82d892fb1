import type { Import } from './read-imports.ts';
import { entries, rooms, type Room } from './rooms.ts';
import { toRoom } from './source-file.ts';
import type { Violation } from './violation.ts';

/** Imports against the table of rooms: wrong directions, folders, missing files, the package's own name, entries. */
export function findImportViolations(imports: readonly Import[], paths: ReadonlySet<string>): Violation[] {
  const violations: Violation[] = [];
  for (const { from, specifier, target, kind } of imports) {
    const add = (rule: string, message: string): void => {
      violations.push({ rule, path: from, message });
    };
    if (target !== undefined && !paths.has(target)) add('import-file', explainMissing(specifier, target, paths));
    else if (isFolderIndex(target)) add('import-file', `imports the folder index ${specifier}: import the file`);
    const own = findRules(from);
    if (own === undefined) continue;
    if (isOwnPackage(specifier)) add('import-file', `imports the package by its own name (${specifier}): import the file`);
    if (target === undefined || !paths.has(target)) continue;
    const message = explainDirection({ from, target, kind, own });
    if (message !== undefined) add('import-direction', message);
  }
  return violations;
}

function explainDirection({
  from,
  target,
  kind,
  own,
}: {
  from: string;
  target: string;
  kind: Import['kind'];
  own: Room;
}): string | undefined {
  const room = toRoom(target, rooms);
  if (room === undefined) return `imports ${target}, which is in no room`;
  if (room === toRoom(from, rooms) || own.values.includes(room)) return undefined;
  if (kind === 'type' && own.types?.includes(room)) return undefined;
  const allowed = [...own.values, ...(own.types ?? []).map((name) => `${name} (types)`)].join(', ') || 'no other room';
  const what = kind === 'type' ? 'a type' : 'a value';
  return `imports ${what} from ${target}; it may import from: ${allowed}`;
}

/** The rules for a file that is part of the package; undefined for tests, examples and scripts. */
function findRules(path: string): Room | undefined {
  const room = toRoom(path, rooms);
  if (room !== undefined) return rooms[room];
  return Object.hasOwn(entries, path) ? entries[path] : undefined;
}

function isFolderIndex(target: string | undefined): boolean {
  return target !== undefined && /\/index\.\w+$/.test(target);
}

function isOwnPackage(specifier: string): boolean {
  return specifier === 'durakit' || specifier.startsWith('durakit/');
}

function explainMissing(specifier: string, target: string, paths: ReadonlySet<string>): string {
  if (paths.has(`${target}.ts`) || paths.has(target.replace(/\.js$/, '.ts'))) return `imports ${specifier} without its ending .ts`;
  const folder = `${target.replace(/\/$/, '')}/`;
  const isFolder = target === '.' || [...paths].some((path) => path.startsWith(folder));
  return isFolder ? `imports the folder ${specifier}: import the file` : `imports ${specifier}, which does not exist`;
}
