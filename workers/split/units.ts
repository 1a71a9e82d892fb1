import { types as t, type NodePath } from '@babel/core';
import { functionOf, type Binding } from './bindings.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import { isTypePosition, isTypeStatement, isWithin } from './syntax.ts';

/** A piece of a module that stays or goes as a whole. */
export interface Unit {
  /** `declarator`: one of a `const`; `specifier`: one of an import or export; `local`: a declaration inside a function. */
  readonly kind: 'statement' | 'declarator' | 'specifier' | 'local' | 'type';
  readonly path: NodePath;
  /** The top-level statement that it is, or is a part of. */
  readonly statement: NodePath;
  /** The names that it declares. */
  readonly bindings: readonly Binding[];
}

/** The units of a module, and a way from any place to its unit. */
export interface Units {
  readonly units: readonly Unit[];
  /** Undefined for places in removed code. */
  unitOf(path: NodePath, removed: ReadonlySet<t.Node>): Unit | undefined;
}

/** Cuts a module into units. Inside functions only declarations that removed code used: the user's own unused ones stay. */
export function findUnits(analysis: ModuleAnalysis, removed: ReadonlySet<t.Node>): Units {
  const top = analysis.parsed.program.get('body').flatMap((statement) => topUnits(statement));
  const units = [...top, ...localUnits(analysis, removed)];
  const byNode = new Map<t.Node, Unit>(units.map((unit) => [unit.path.node, unit]));
  const unitOf = (path: NodePath, gone: ReadonlySet<t.Node>): Unit | undefined => {
    let found: Unit | undefined;
    for (let current: NodePath | null = path; current !== null; current = current.parentPath) {
      if (gone.has(current.node)) return undefined;
      found ??= byNode.get(current.node);
    }
    return found;
  };
  return { units, unitOf };
}

function topUnits(statement: NodePath<t.Statement>): Unit[] {
  const make = (kind: Unit['kind'], path: NodePath, names: readonly string[]): Unit => {
    const bindings = names.flatMap((name) => statement.scope.getProgramParent().getOwnBinding(name) ?? []);
    return { kind, path, statement, bindings };
  };
  if (isTypeStatement(statement.node)) return [make('type', statement, namesOf(statement.node))];
  if (statement.isImportDeclaration()) {
    const specifiers = statement.get('specifiers');
    if (specifiers.length === 0) return [make('statement', statement, [])];
    return specifiers.map((specifier) =>
      make(isTypeSpecifier(specifier.node) ? 'type' : 'specifier', specifier, [specifier.node.local.name]),
    );
  }
  const inner = statement.isExportNamedDeclaration() ? statement.get('declaration') : statement;
  if (statement.isExportNamedDeclaration() && statement.node.specifiers.length > 0) {
    return statement.get('specifiers').map((specifier) => make('specifier', specifier, []));
  }
  if (inner.isVariableDeclaration()) {
    return inner.get('declarations').map((declarator) => make('declarator', declarator, namesOf(declarator.node)));
  }
  return [make('statement', statement, inner.node === null || inner.node === undefined ? [] : declaredNames(inner.node))];
}

function isTypeSpecifier(node: t.Node): boolean {
  return t.isImportSpecifier(node) && node.importKind === 'type';
}

function namesOf(node: t.Node): string[] {
  return Object.keys(t.getBindingIdentifiers(node));
}

function declaredNames(node: t.Node): string[] {
  if (t.isExportDefaultDeclaration(node)) return declaredNames(node.declaration);
  if (t.isFunctionDeclaration(node) || t.isClassDeclaration(node)) return node.id === null || node.id === undefined ? [] : [node.id.name];
  if (t.isTSEnumDeclaration(node)) return [node.id.name];
  if (t.isTSModuleDeclaration(node)) return t.isIdentifier(node.id) ? [node.id.name] : [];
  if (t.isTSImportEqualsDeclaration(node)) return [node.id.name];
  return t.isDeclaration(node) ? namesOf(node) : [];
}

function localUnits(analysis: ModuleAnalysis, removed: ReadonlySet<t.Node>): Unit[] {
  const byNode = new Map<t.Node, Unit & { bindings: Binding[] }>();
  for (const binding of candidates(localBindings(analysis), removed)) {
    const { path } = binding;
    const statement = path.findParent((parent) => parent.parentPath?.isProgram() === true);
    const known = byNode.get(path.node);
    if (known !== undefined) known.bindings.push(binding);
    else if (statement !== null) byNode.set(path.node, { kind: 'local', path, statement, bindings: [binding] });
  }
  // a pattern goes only as a whole
  return [...byNode.values()].filter((unit) => namesOf(unit.path.node).length <= unit.bindings.length || !unit.path.isVariableDeclarator());
}

function localBindings({ parsed, found }: ModuleAnalysis): Binding[] {
  const effects = [...found.sites, ...found.factories.map((call) => ({ call }))].map(({ call }) => call.node);
  // a definition is there for its own sake, whoever uses what it gives
  const hasEffect = (binding: Binding): boolean =>
    functionOf(binding) === undefined && effects.some((node) => isWithin(node, binding.path.node));
  const all = [...found.scopes].flatMap((scope) => (scope === parsed.program.scope ? [] : Object.values(scope.bindings)));
  return all.filter((binding) => {
    const { path } = binding;
    if (path.isVariableDeclarator()) return !isLoopVariable(path) && !hasEffect(binding);
    return path.isFunctionDeclaration() || path.isClassDeclaration();
  });
}

/** Declarations that removed code used, those that these used, and so on. */
function candidates(bindings: readonly Binding[], removed: ReadonlySet<t.Node>): Set<Binding> {
  const found = new Set<Binding>();
  const gone = new Set(removed);
  for (let size = -1; size < found.size;) {
    size = found.size;
    for (const binding of bindings) {
      if (found.has(binding) || !isUsedIn(binding, gone)) continue;
      found.add(binding);
      gone.add(binding.path.node);
    }
  }
  return found;
}

function isLoopVariable(path: NodePath): boolean {
  const declaration = path.parentPath;
  return declaration?.key === 'left' || declaration?.parentPath?.isFor() === true;
}

function isUsedIn(binding: Binding, code: ReadonlySet<t.Node>): boolean {
  const uses = binding.referencePaths.filter((use) => !isTypePosition(use));
  return uses.some((use) => use.find((place) => code.has(place.node)) !== null);
}
