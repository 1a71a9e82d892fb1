import { connectionCalls, connectionOwners, emptyNames, emptyNamesOnlyAlone, entries, maxFolderLevels, maxLines, rooms } from './rooms.ts';
import { countLines, toRoom, type SourceFile } from './source-file.ts';
import type { Violation } from './violation.ts';

/** Rules that need nothing but a file's path and text: length, depth, names, who opens connections. */
export function findLayoutViolations(files: readonly SourceFile[]): Violation[] {
  return files.flatMap(({ path, source }) => {
    const messages = {
      'file-length': explainLength(source),
      'folder-depth': explainDepth(path),
      'file-name': explainName(path),
      place: explainPlace(path),
      connection: explainConnection(path, source),
    };
    return Object.entries(messages).flatMap(([rule, message]) => (message === undefined ? [] : [{ rule, path, message }]));
  });
}

function explainLength(source: string): string | undefined {
  const lines = countLines(source);
  return lines > maxLines ? `has ${lines} lines, the limit is ${maxLines}` : undefined;
}

function explainDepth(path: string): string | undefined {
  if (toRoom(path, rooms) === undefined) return undefined;
  const levels = path.split('/').length - 2;
  return levels > maxFolderLevels ? `lies ${levels} folders deep in its room, the limit is ${maxFolderLevels}` : undefined;
}

function explainName(path: string): string | undefined {
  const names = path.replace(/(\.integration)?(\.test|\.workflow|\.d)?\.ts$/, '').split('/');
  const bad = names.find((name) => isEmptyName(name));
  if (bad !== undefined) return `"${bad}" says nothing: name it after what it holds`;
  if (toRoom(path, rooms) === undefined) return undefined;
  if (names.at(-1) === 'index') return 'is a folder index: imports go to the file';
  const wrong = names.find((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name));
  return wrong === undefined ? undefined : `"${wrong}" is not kebab-case`;
}

function isEmptyName(name: string): boolean {
  if (emptyNames.includes(name)) return true;
  const last = name.split('-').at(-1) ?? '';
  return emptyNames.includes(last) && !emptyNamesOnlyAlone.includes(last);
}

/** A file at the root is an entry, and an entry has its rules; configuration of tools is no part of the package. */
function explainPlace(path: string): string | undefined {
  if (path.includes('/') || path.endsWith('.config.ts') || Object.hasOwn(entries, path)) return undefined;
  return 'is at the root but not in the list of entries (test/architecture/rooms.ts)';
}

function explainConnection(path: string, source: string): string | undefined {
  const isRoomFile = toRoom(path, rooms) !== undefined || !path.includes('/');
  if (!isRoomFile || connectionOwners.some((owner) => path === owner || (owner.endsWith('/') && path.startsWith(owner)))) return undefined;
  const call = connectionCalls.find((text) => source.includes(text));
  return call === undefined
    ? undefined
    : `opens a connection (${call}…)); connections are opened in ${connectionOwners.join(', ')} and handed in`;
}
