import { types as t, type NodePath } from '@babel/core';
import type { Binding } from './bindings.ts';
import { childOf, isTypeStatement, keyNameOf, memberNameOf, moduleNameOf, requiredModule } from './syntax.ts';

/** One name that a module exports. */
export interface ExportEntry {
  /** `default` for the default export; `*` for `export * from`. */
  readonly name: string;
  /** The declaration or the expression; the specifier itself for a re-export. */
  readonly value: NodePath;
  /** Where the export is a name of the module. */
  readonly binding?: Binding | undefined;
  /** Where the export comes from another module. */
  readonly from?: { readonly specifier: string; readonly name: string } | undefined;
}

/** The value exports of a module: `export`, `export … from`, `module.exports = …`, `exports.x = …`. */
export function findExports(program: NodePath<t.Program>): ExportEntry[] {
  return program.get('body').flatMap((statement) => {
    if (isTypeStatement(statement.node)) return [];
    if (statement.isExportNamedDeclaration()) return namedExports(statement);
    if (statement.isExportDefaultDeclaration()) return [toEntry('default', statement.get('declaration'))];
    if (statement.isExportAllDeclaration()) {
      return [{ name: '*', value: statement, from: { specifier: statement.node.source.value, name: '*' } }];
    }
    if (statement.isTSExportAssignment()) return [toEntry('default', statement.get('expression'))];
    return statement.isExpressionStatement() ? commonJsExports(statement.get('expression')) : [];
  });
}

function namedExports(statement: NodePath<t.ExportNamedDeclaration>): ExportEntry[] {
  const declaration = childOf(statement, 'declaration');
  if (declaration !== undefined) return declaredExports(declaration);
  const source = statement.node.source?.value;
  return statement.get('specifiers').flatMap((specifier): ExportEntry[] => {
    if (specifier.isExportNamespaceSpecifier() && source !== undefined) {
      return [{ name: specifier.node.exported.name, value: specifier, from: { specifier: source, name: '*' } }];
    }
    if (!specifier.isExportSpecifier() || specifier.node.exportKind === 'type') return [];
    const name = moduleNameOf(specifier.node.exported);
    if (source !== undefined) {
      return [{ name, value: specifier, from: { specifier: source, name: moduleNameOf(specifier.node.local) } }];
    }
    return [toEntry(name, specifier.get('local'))];
  });
}

function declaredExports(declaration: NodePath): ExportEntry[] {
  return Object.keys(t.getBindingIdentifiers(declaration.node, false, true)).map((name) => {
    const binding = declaration.scope.getBinding(name) ?? declaration.scope.getProgramParent().getBinding(name);
    return { name, value: binding?.path ?? declaration, binding };
  });
}

function toEntry(name: string, value: NodePath): ExportEntry {
  const own = value.isFunctionDeclaration() || value.isClassDeclaration() ? value.node.id?.name : undefined;
  const reference = value.isIdentifier() ? value.node.name : own;
  return { name, value, binding: reference === undefined ? undefined : value.scope.getProgramParent().getBinding(reference) };
}

function commonJsExports(expression: NodePath): ExportEntry[] {
  if (!expression.isAssignmentExpression({ operator: '=' })) return [];
  const name = commonJsExportName(expression.node.left);
  const value = expression.get('right');
  if (name === undefined) return [];
  if (name !== 'module.exports') return [toEntry(name, value)];
  if (!value.isObjectExpression()) return [...reExport(value), toEntry('default', value)];
  return [toEntry('default', value), ...value.get('properties').flatMap((property) => objectExport(property))];
}

function reExport(value: NodePath): ExportEntry[] {
  const specifier = requiredModule(value.node);
  return specifier === undefined ? [] : [{ name: '*', value, from: { specifier, name: '*' } }];
}

function objectExport(property: NodePath): ExportEntry[] {
  const name = keyNameOf(property.node);
  if (property.isObjectMethod() && name !== undefined) return [{ name, value: property }];
  const value = childOf(property, 'value');
  return name === undefined || value === undefined ? [] : [toEntry(name, value)];
}

/** `exports.x` and `module.exports.x` give `x`; `module.exports` gives itself; undefined for other targets. */
export function commonJsExportName(target: t.Node): string | undefined {
  if (!t.isMemberExpression(target)) return undefined;
  const name = memberNameOf(target);
  if (t.isIdentifier(target.object, { name: 'module' }) && name === 'exports') return 'module.exports';
  const isExports = t.isIdentifier(target.object, { name: 'exports' }) || commonJsExportName(target.object) === 'module.exports';
  return isExports ? name : undefined;
}
