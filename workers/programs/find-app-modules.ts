import { readFileSync } from 'node:fs';
import { types as t } from '@babel/core';
import type { AppModule } from '../split/collect-app-facts.ts';
import { parseModule } from '../split/parse-module.ts';
import type { AppResolver } from './app-resolver.ts';

/** The modules of an app: its entries and what they import, by whatever form, outside of packages. */
export function findAppModules(entries: readonly string[], resolve: AppResolver): AppModule[] {
  const modules = new Map<string, AppModule>();
  const queue = [...entries];
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    if (modules.has(file)) continue;
    const found = readModule(file, resolve);
    modules.set(file, found.module);
    queue.push(...found.imported);
  }
  return [...modules.values()];
}

function readModule(file: string, resolve: AppResolver): { module: AppModule; imported: readonly string[] } {
  const code = readFileSync(file, 'utf8');
  const resolved = new Map<string, string | undefined>();
  const resolvePath = (specifier: string): string | undefined => {
    if (!resolved.has(specifier)) resolved.set(specifier, resolve(file, specifier));
    return resolved.get(specifier);
  };
  const imported = specifiersOf(code, file).flatMap((specifier) => resolvePath(specifier) ?? []);
  return { module: { code, path: file, resolvePath }, imported };
}

function specifiersOf(code: string, file: string): string[] {
  const specifiers = new Set<string>();
  t.traverseFast(parseModule(code, file).file, (node) => {
    const source = sourceOf(node);
    if (source?.type === 'StringLiteral') specifiers.add(source.value);
  });
  return [...specifiers];
}

function sourceOf(node: t.Node): t.Node | null | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return node.importKind === 'type' ? undefined : node.source;
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return node.exportKind === 'type' ? undefined : node.source;
    case 'ImportExpression':
      return node.source;
    case 'CallExpression':
      return node.callee.type === 'Import' || isRequire(node.callee) ? node.arguments[0] : undefined;
    default:
      return undefined;
  }
}

function isRequire(callee: t.Node): boolean {
  return callee.type === 'Identifier' && callee.name === 'require';
}
