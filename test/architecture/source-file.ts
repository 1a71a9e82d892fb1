/** A file of the repository, as the rules see it. */
export interface SourceFile {
  /** From the repository's root, with slashes: `engine/registry.ts`. */
  readonly path: string;
  readonly source: string;
}

/** The room that a file lives in; undefined for files at the root and in other folders, such as test/. */
export function toRoom(path: string, rooms: Readonly<Record<string, unknown>>): string | undefined {
  const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : undefined;
  return folder !== undefined && Object.hasOwn(rooms, folder) ? folder : undefined;
}

/** Lines as an editor counts them: a newline at the end does not begin another. */
export function countLines(source: string): number {
  return source.replace(/\n$/, '').split('\n').length;
}
