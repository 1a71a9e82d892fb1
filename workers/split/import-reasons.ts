import { types as t, type NodePath } from '@babel/core';
import type { ImportedName } from './bindings.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import type { ExportFact } from './module-facts.ts';
import { packageKindOf } from './node-table.ts';
import type { Diagnostic } from './split-result.ts';
import { memberNameOf } from './syntax.ts';

/** Why an imported name cannot be used in flow code. */
export interface ImportReasons {
  /** Of one use of an imported name. */
  ofUse(imported: ImportedName, path: NodePath): readonly Diagnostic[];
  /** Of a package, whatever is taken from it. */
  ofPackage(specifier: string, path: NodePath): readonly Diagnostic[];
}

/** App modules answer by their facts, packages by the table and by the caller's own knowledge. */
export function createImportReasons({ surroundings, diagnostic }: ModuleAnalysis): ImportReasons {
  const ofPackage = (specifier: string, path: NodePath): readonly Diagnostic[] => {
    const kind = packageKindOf(specifier);
    if (kind === 'builtin') return [diagnostic('DK1201', path.node, `\`${specifier}\` is a module of Node; the sandbox does not have it.`)];
    const isIo = kind === 'io' || surroundings.isNodePackage?.(specifier) === true;
    return isIo ? [diagnostic('DK1202', path.node, `\`${specifier}\` talks to the world or needs Node.`)] : [];
  };
  const ofFact = (fact: ExportFact | undefined, path: NodePath): readonly Diagnostic[] => {
    const [first] = fact?.reasons ?? [];
    if (fact === undefined || first === undefined) return [];
    if (fact.callable) return fact.reasons;
    const slug = first.slug === 'DK1201' || first.slug === 'DK1203' ? first.slug : 'DK1202';
    return [diagnostic(slug, path.node, `This import belongs to Node (${first.path}:${first.line}: ${first.message.replace(/\.$/, '')}).`)];
  };
  return {
    ofPackage,
    ofUse: ({ specifier, name }, path) => {
      const facts = surroundings.resolve?.(specifier);
      if (facts === undefined) return ofPackage(specifier, path);
      if (name !== '*') return ofFact(facts.exports[name], path);
      const member = usedMember(path);
      const used = member === undefined ? Object.values(facts.exports) : [facts.exports[member]];
      return used.flatMap((fact) => ofFact(fact, path));
    },
  };
}

/** `db.query` of a namespace `db`; undefined where the whole namespace is used. */
function usedMember(path: NodePath): string | undefined {
  const parent = path.parentPath;
  if (parent === null || path.key !== 'object') return undefined;
  return t.isMemberExpression(parent.node) || t.isOptionalMemberExpression(parent.node) ? memberNameOf(parent.node) : undefined;
}
