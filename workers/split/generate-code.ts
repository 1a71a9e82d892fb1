import type { types as t } from '@babel/core';
import generatorModule from '@babel/generator';
import type { Segment } from './source-map.ts';

/** Printed code with its mappings. */
export interface GeneratedCode {
  readonly code: string;
  readonly mappings: Segment[][];
}

/** The part of Babel's result that its types leave out. */
interface DecodedMap {
  readonly mappings: readonly (readonly (readonly number[])[])[];
}

/** Prints a syntax tree; nodes that come from the user's text are mapped to it. */
export function generateCode(node: t.Node, { code, path }: { readonly code: string; readonly path: string }): GeneratedCode {
  const result = generatorModule.default(
    node,
    { sourceMaps: true, sourceFileName: path, jsescOption: { minimal: true, quotes: 'single' } },
    code,
  );
  const { decodedMap } = result as unknown as { decodedMap?: DecodedMap };
  const lines = decodedMap?.mappings ?? [];
  const mappings = lines.map((segments) =>
    segments.flatMap(([column, , line, sourceColumn]): Segment[] =>
      column === undefined || line === undefined || sourceColumn === undefined ? [] : [[column, line, sourceColumn]],
    ),
  );
  return { code: result.code, mappings };
}
