import { types as t } from '@babel/core';
import type { ParsedModule } from '../split/parse-module.ts';
import type { TextEdit } from './text-edits.ts';

/**
 * `import.meta.main` as a constant: Node before 24.2 does not have it, CommonJS never, and a worker's program is never the
 * app's module.
 */
export function mainFlags({ file }: ParsedModule, isMain: boolean): TextEdit[] {
  const edits: TextEdit[] = [];
  t.traverseFast(file, (node) => {
    if (!t.isMemberExpression(node, { computed: false }) || !t.isIdentifier(node.property, { name: 'main' })) return;
    const { object, start, end } = node;
    if (!t.isMetaProperty(object) || object.meta.name !== 'import' || start == null || end == null) return;
    edits.push({ start, end, text: String(isMain).padEnd(end - start) });
  });
  return edits;
}
