import { types as t, type NodePath } from '@babel/core';
import { commonJsExportName } from './find-exports.ts';
import type { LiveCode } from './live-code.ts';
import { isMainGuard } from './live-roots.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import type { SplitPlan } from './split-plan.ts';
import type { Diagnostic } from './split-result.ts';
import type { Unit } from './units.ts';
import { rootOf } from './mutations.ts';
import { childOf, requiredModule } from './syntax.ts';

/** Takes dead units out of the syntax tree. What was dropped and looks meant is reported. */
export function pruneModule({ analysis }: SplitPlan, live: LiveCode): Diagnostic[] {
  const { program } = analysis.parsed.file;
  const dead = new Set(live.dead.map(({ path }) => path.node));
  const notes = live.dead.flatMap((unit) => noteOf(analysis, unit));
  for (const unit of live.dead) if (unit.kind === 'local') removeLocal(unit.path);
  program.body = program.body.flatMap((statement) => pruneStatement(analysis, statement, dead));
  trimPatterns(analysis, live);
  dropOrphanComments(program, live.dead);
  return notes;
}

/** With its comments: Babel would hand them on to the neighbours. */
function removeLocal(path: NodePath): void {
  const statement = path.isVariableDeclarator() ? path.parentPath : path;
  const isWhole = !statement?.isVariableDeclaration() || statement.node.declarations.length === 1;
  if (statement !== null && isWhole) {
    const comments = new Set(statement.node.leadingComments ?? []);
    const before = statement.getPrevSibling().node as t.Node | undefined;
    if (before !== undefined) before.trailingComments = (before.trailingComments ?? []).filter((comment) => !comments.has(comment));
    statement.node.leadingComments = null;
    statement.node.trailingComments = null;
  }
  path.remove();
}

function pruneStatement(analysis: ModuleAnalysis, statement: t.Statement, dead: ReadonlySet<t.Node>): t.Statement[] {
  if (t.isImportDeclaration(statement)) return pruneImport(analysis, statement, dead);
  if (dead.has(statement)) return [];
  const inner = t.isExportNamedDeclaration(statement) ? statement.declaration : statement;
  if (t.isVariableDeclaration(inner)) {
    inner.declarations = inner.declarations.filter((declarator) => !dead.has(declarator));
    return inner.declarations.length === 0 ? [] : [statement];
  }
  if (t.isExportNamedDeclaration(statement) && statement.specifiers.length > 0) {
    return pruneReexport(analysis, statement, dead);
  }
  return [statement];
}

/** What nobody imports goes; a module that defines something stays for its side effects: `export { menu } from './menu.ts'`. */
function pruneReexport(analysis: ModuleAnalysis, statement: t.ExportNamedDeclaration, dead: ReadonlySet<t.Node>): t.Statement[] {
  statement.specifiers = statement.specifiers.filter((specifier) => !dead.has(specifier));
  if (statement.specifiers.length > 0) return [statement];
  const { source } = statement;
  return source && defines(analysis, source.value) ? [t.importDeclaration([], source)] : [];
}

function defines({ surroundings }: ModuleAnalysis, specifier: string): boolean {
  return surroundings.resolve?.(specifier)?.defines === true;
}

/** An import of a module that defines something stays for its side effects. */
function pruneImport(analysis: ModuleAnalysis, statement: t.ImportDeclaration, dead: ReadonlySet<t.Node>): t.Statement[] {
  const isDefining = statement.importKind !== 'type' && defines(analysis, statement.source.value);
  if (statement.specifiers.length === 0) return isDefining || !dead.has(statement) ? [statement] : [];
  const isTypeOnly = dead.has(statement);
  statement.specifiers = isTypeOnly ? [] : statement.specifiers.filter((specifier) => !dead.has(specifier));
  return statement.specifiers.length > 0 || isDefining ? [statement] : [];
}

/** `const { readFile, join } = require('x')`: of a pattern only the names that are used. */
function trimPatterns({ parsed }: ModuleAnalysis, live: LiveCode): void {
  for (const binding of Object.values(parsed.program.scope.bindings)) {
    if (!binding.path.isVariableDeclarator() || live.isLive(binding)) continue;
    const { id } = binding.path.node;
    if (!t.isObjectPattern(id) || id.properties.some((property) => t.isRestElement(property))) continue;
    id.properties = id.properties.filter(
      (property) =>
        !Object.keys(t.getBindingIdentifiers(property)).includes(binding.identifier.name) ||
        Object.keys(t.getBindingIdentifiers(property)).length > 1,
    );
  }
}

/** Babel attaches a comment to both of its neighbours: one that belonged to a dropped statement must go from the other too. */
function dropOrphanComments(program: t.Program, dead: readonly Unit[]): void {
  const orphans = new Set<t.Comment>();
  const kept = new Set<t.Node>(program.body);
  for (const { statement } of dead) {
    if (kept.has(statement.node)) continue;
    for (const comment of [...(statement.node.leadingComments ?? []), ...(statement.node.trailingComments ?? [])]) orphans.add(comment);
  }
  for (const statement of program.body) {
    for (const comment of statement.leadingComments ?? []) orphans.delete(comment);
    statement.trailingComments = (statement.trailingComments ?? []).filter((comment) => !orphans.has(comment));
  }
}

function noteOf(analysis: ModuleAnalysis, unit: Unit): Diagnostic[] {
  if (unit.kind !== 'statement') return [];
  const { node } = unit.path;
  if (t.isImportDeclaration(node)) return sideEffectNote(analysis, node);
  if (!looksMeant(unit.path)) return [];
  return [
    analysis.diagnostic(
      'DK1401',
      node,
      'This statement runs on the Node side only: the workflow program has definitions and what they need.',
    ),
  ];
}

function sideEffectNote({ diagnostic, surroundings }: ModuleAnalysis, node: t.ImportDeclaration): Diagnostic[] {
  const isDefining = surroundings.resolve?.(node.source.value)?.defines === true;
  if (isDefining) return [];
  return [diagnostic('DK1402', node, `\`${node.source.value}\` is imported for its side effects: it stays on the Node side.`)];
}

/** Calls, assignments and loops at the top of a module. Declarations, exports, logging and guards of the main program are expected to go. */
function looksMeant(path: NodePath): boolean {
  if (/^(?:Export|TSExport)/.test(path.type) || path.isDeclaration() || isMainGuard(path) || path.isEmptyStatement()) return false;
  if (!path.isExpressionStatement()) return true;
  const expression = path.get('expression');
  if (expression.isAssignmentExpression() && commonJsExportName(expression.node.left) !== undefined) return false;
  if (requiredModule(expression.node) !== undefined) return false;
  return !isLogging(expression) && !expression.isLiteral();
}

function isLogging(expression: NodePath): boolean {
  const callee = childOf(expression, 'callee');
  const root = callee === undefined ? undefined : rootOf(callee);
  return root?.isIdentifier({ name: 'console' }) === true;
}
