const MARK = 'sourceMappingURL=data:application/json;charset=utf-8;base64,';

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
}

/**
 * Leaves the texts of libraries out of a bundle's inline source map: places in them stay readable in stacks, and the bundle is half
 * as large. The texts that `isKept` names stay: the Temporal UI shows them around a stack's lines.
 */
export function trimSourceMap(code: string, isKept: (source: string) => boolean): string {
  const start = code.lastIndexOf(MARK);
  if (start < 0) return code;
  const encoded = code.slice(start + MARK.length);
  const map = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as SourceMap;
  const sourcesContent = map.sourcesContent?.map((text, index) => (isKept(map.sources[index] ?? '') ? text : null));
  const trimmed = JSON.stringify({ ...map, ...(sourcesContent !== undefined && { sourcesContent }) });
  return `${code.slice(0, start + MARK.length)}${Buffer.from(trimmed).toString('base64')}`;
}
