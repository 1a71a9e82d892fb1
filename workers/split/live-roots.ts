import { types as t, type NodePath } from '@babel/core';
import { createDefiningCode, definingCalls } from './defining-code.ts';
import { isTopLevel } from './find-sites.ts';
import type { ExportEntry } from './find-exports.ts';
import { isAiPart } from './followed.ts';
import { keepsOut } from './find-reasons.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import type { SplitPlan } from './split-plan.ts';
import { isWithin, moduleNameOf } from './syntax.ts';
import type { Unit } from './units.ts';

/** What decides over the roots. */
export interface RootInput {
  readonly units: readonly Unit[];
  readonly usedExports: readonly string[] | undefined;
}

/** What the workflow program has for its own sake: definitions, used exports, marked statements. */
export function findRoots(plan: SplitPlan, input: RootInput): Unit[] {
  const isDefining = createDefiningTest(plan.analysis);
  const exported = exportedUnits(plan, input);
  return input.units.filter((unit) => {
    if (unit.kind === 'type' || unit.kind === 'local' || isMainGuard(unit.path)) return false;
    return isMarked(unit.statement.node) || exported.has(unit) || isDefining(unit.path);
  });
}

const MARK = /^\s*durakit:\s*workflow\b/;

/** A comment `durakit: workflow` before the statement. */
export function isMarked(statement: t.Node): boolean {
  return (statement.leadingComments ?? []).some((comment) => MARK.test(comment.value));
}

/** `if (import.meta.main)`, `if (require.main === module)`: code of the program that is started, never of a worker. */
export function isMainGuard(path: NodePath): boolean {
  if (!path.isIfStatement()) return false;
  let isFound = false;
  t.traverseFast(path.node.test, (node) => {
    isFound ||= t.isMetaProperty(node) || t.isIdentifier(node, { name: 'require' });
  });
  return isFound;
}

function createDefiningTest(analysis: ModuleAnalysis): (path: NodePath) => boolean {
  const { isDefiningCall } = createDefiningCode(analysis);
  const calls = [...definingCalls(analysis), ...analysis.found.factories];
  const places = calls.filter((call) => isTopLevel(call)).map((call) => call.node as t.Node);
  places.push(...analysis.found.topCalls.filter((call) => isDefiningCall(call)).map((call) => call.node));
  return (path) => !path.isImportDeclaration() && places.some((place) => isWithin(place, path.node));
}

function exportedUnits(plan: SplitPlan, { units, usedExports }: RootInput): Set<Unit> {
  const { analysis, finder } = plan;
  const isUsed = (entry: ExportEntry): boolean => {
    if (usedExports !== undefined && !usedExports.includes('*'))
      return usedExports.includes(entry.name) || entry.name === '*' || isWhole(entry, usedExports);
    if (usedExports?.includes(entry.name) === true) return true;
    if (entry.from !== undefined) return true;
    if (isAiPart(entry.binding === undefined ? analysis.follower.valueOf(entry.value) : analysis.follower.valueOfBinding(entry.binding)))
      return true;
    const reasons = entry.binding === undefined ? finder.ofRegion(entry.value) : finder.ofBinding(entry.binding);
    return !keepsOut(reasons);
  };
  const used = analysis.exports.filter(isUsed);
  return new Set(units.filter((unit) => used.some((entry) => isExportedBy(unit, entry))));
}

/** `module.exports = { … }` is one statement for many names. */
function isWhole(entry: ExportEntry, usedExports: readonly string[]): boolean {
  return entry.name === 'default' && t.isAssignmentExpression(entry.value.parent) && usedExports.length > 0;
}

function isExportedBy(unit: Unit, entry: ExportEntry): boolean {
  if (unit.path.isExportSpecifier()) return moduleNameOf(unit.path.node.exported) === entry.name;
  if (unit.path.isExportNamespaceSpecifier()) return unit.path.node.exported.name === entry.name;
  if (unit.kind === 'specifier') return false;
  const isExport = /^(?:Export|TSExport)/.test(unit.statement.type) || unit.path.isExpressionStatement();
  return isExport && isWithin(entry.value.node, unit.path.node);
}
