import { posix } from 'node:path';
import ts from 'typescript';
import type { SourceFile } from './source-file.ts';

/** An import or re-export, of any form. */
export interface Import {
  readonly from: string;
  /** As written: `../schemas/part.ts`, `zod`. */
  readonly specifier: string;
  /** Path of the imported file in the repository; undefined for packages. */
  readonly target: string | undefined;
  /**
   * `type` vanishes when types are stripped. `import { type A } from` does not: it stays as an import for its side effects,
   * so it counts as `value`. `lazy` is `import()` or `require()`.
   */
  readonly kind: 'value' | 'type' | 'lazy';
}

/** All imports of a file: static, re-exported, in type positions, `import()` and `require()`. */
export function readImports(file: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, kind: Import['kind']): void => {
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(file.path), specifier) : undefined;
    found.push({ from: file.path, specifier, target, kind });
  };
  const visit = (node: ts.Node): void => {
    const read = readImport(node);
    if (read !== undefined) add(read.specifier, read.kind);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file.path, file.source, ts.ScriptTarget.Latest));
  return found;
}

function readImport(node: ts.Node): Pick<Import, 'specifier' | 'kind'> | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const isType = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return { specifier: node.moduleSpecifier.text, kind: isType ? 'type' : 'value' };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, kind: node.isTypeOnly ? 'type' : 'value' };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { specifier: node.argument.literal.text, kind: 'type' };
  }
  if (ts.isCallExpression(node) && isLazyImport(node.expression)) {
    const [argument] = node.arguments;
    return argument !== undefined && ts.isStringLiteralLike(argument) ? { specifier: argument.text, kind: 'lazy' } : undefined;
  }
  return undefined;
}

function isLazyImport(called: ts.Expression): boolean {
  if (called.kind === ts.SyntaxKind.ImportKeyword) return true;
  return ts.isIdentifier(called) && called.text === 'require';
}
