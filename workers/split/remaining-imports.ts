import { types as t } from '@babel/core';
import type { WorkflowImport } from './split-result.ts';
import { SPLIT_RUNTIME } from './generated-names.ts';
import { keyNameOf, moduleNameOf, requiredModule } from './syntax.ts';

type AddImport = (specifier: string, names: readonly string[]) => void;

/** What a program still imports, by specifier. `code` is the text it came from: it tells whether to look for `require`. */
export function remainingImports(file: t.File, code: string): WorkflowImport[] {
  const found = new Map<string, Set<string>>();
  const add: AddImport = (specifier, names) => {
    if (specifier === SPLIT_RUNTIME) return;
    const known = found.get(specifier) ?? new Set();
    for (const name of names) known.add(name);
    found.set(specifier, known);
  };
  for (const statement of file.program.body) addDeclared(statement, add);
  if (/\b(?:require|import)\s*\(/.test(code)) addRequired(file, add);
  return [...found].map(([specifier, names]) => ({ specifier, names: [...names] }));
}

function addDeclared(node: t.Statement, add: AddImport): void {
  if (t.isImportDeclaration(node)) add(node.source.value, node.specifiers.map(importedName));
  if (t.isExportAllDeclaration(node)) add(node.source.value, ['*']);
  if (t.isExportNamedDeclaration(node) && node.source) {
    const names = node.specifiers.map((specifier) => (t.isExportSpecifier(specifier) ? moduleNameOf(specifier.local) : '*'));
    add(node.source.value, names);
  }
}

function importedName(specifier: t.ImportDeclaration['specifiers'][number]): string {
  if (t.isImportDefaultSpecifier(specifier)) return 'default';
  return t.isImportSpecifier(specifier) ? moduleNameOf(specifier.imported) : '*';
}

function addRequired(file: t.File, add: AddImport): void {
  const destructured = new Set<t.Node>();
  t.traverseFast(file, (node) => {
    if (t.isVariableDeclarator(node) && t.isObjectPattern(node.id) && node.init) {
      const specifier = requiredModule(node.init);
      if (specifier !== undefined) add(specifier, node.id.properties.map(patternName));
      destructured.add(node.init);
      if (t.isAwaitExpression(node.init)) destructured.add(node.init.argument);
    }
    const required = destructured.has(node) ? undefined : requiredModule(node);
    if (required !== undefined) add(required, ['*']);
  });
}

function patternName(property: t.ObjectProperty | t.RestElement): string {
  return t.isObjectProperty(property) ? (keyNameOf(property) ?? '*') : '*';
}
