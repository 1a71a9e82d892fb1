import type { NodePath } from '@babel/core';
import { functionOf, importOf } from './bindings.ts';
import { createDefiningCode, definingCalls, type DefiningCode } from './defining-code.ts';
import { isTopLevel } from './find-sites.ts';
import type { ExportEntry } from './find-exports.ts';
import { isAiPart, type Followed } from './followed.ts';
import { argumentPaths } from './find-sites.ts';
import { analyzeModule, type ModuleAnalysis } from './module-analysis.ts';
import type { ExportFact, ModuleFacts, PassedAi } from './module-facts.ts';
import type { ParsedModule } from './parse-module.ts';
import { planSplit, type SplitPlan } from './split-plan.ts';
import type { ModuleSurroundings } from './split-options.ts';
import { findSteps } from './step-keys.ts';
import { childOf, memberNameOf, requiredModule, unwrapPath } from './syntax.ts';

/**
 * What other modules of the app need to know of this one. `resolve` is asked for the modules that it imports; in a cycle it answers
 * undefined for those that are not finished, and a second round with what the first has found completes them.
 */
export function collectFacts(surroundings: ModuleSurroundings, parsed?: ParsedModule): ModuleFacts {
  const analysis = analyzeModule(surroundings, parsed);
  const plan = planSplit(analysis, { moduleName: '', strict: false });
  const defining = createDefiningCode(analysis);
  const exports: Record<string, ExportFact> = {};
  for (const entry of analysis.exports) {
    if (entry.name === '*') Object.assign(exports, withoutDefault(surroundings, entry), { ...exports });
    else exports[entry.name] = exportFact(plan, defining, entry);
  }
  const steps = findSteps(analysis).map(({ fact }) => fact);
  return { exports, defines: isDefiningModule(analysis, defining), passesAi: passedAi(analysis), steps };
}

function withoutDefault({ resolve }: ModuleSurroundings, { from }: ExportEntry): Record<string, ExportFact> {
  const facts = from === undefined ? undefined : resolve?.(from.specifier);
  return Object.fromEntries(Object.entries(facts?.exports ?? {}).filter(([name]) => name !== 'default'));
}

function exportFact({ analysis, finder }: SplitPlan, defining: DefiningCode, entry: ExportEntry): ExportFact {
  const { value, binding, from } = entry;
  const imported = from ?? (binding === undefined ? undefined : importOf(binding));
  const known = imported === undefined ? undefined : analysis.surroundings.resolve?.(imported.specifier)?.exports[imported.name];
  if (known !== undefined) return known;
  const own = (): Followed | undefined =>
    binding === undefined ? analysis.follower.valueOf(value) : analysis.follower.valueOfBinding(binding);
  const followed = from === undefined ? own() : analysis.follower.exportOf(from.specifier, from.name);
  const isPart = isAiPart(followed);
  const body = binding === undefined ? unwrapPath(value) : (functionOf(binding) ?? binding.path);
  return {
    kind: toKind(followed),
    member: followed?.kind === 'member' || followed?.kind === 'definition' ? followed.name : undefined,
    defines: binding === undefined ? definesInside(analysis, body) : defining.isDefining(binding),
    returnsAi: body.isFunction() && analysis.returnedBy(body)?.kind === 'ai',
    callable: body.isFunction() || body.isClass(),
    reasons: isPart || from !== undefined ? [] : binding === undefined ? finder.ofRegion(value) : finder.ofBinding(binding),
  };
}

function toKind(followed: Followed | undefined): ExportFact['kind'] {
  switch (followed?.kind) {
    case 'ai':
    case 'factory':
    case 'member':
    case 'definition':
      return followed.kind;
    default:
      return 'other';
  }
}

function definesInside(analysis: ModuleAnalysis, body: NodePath): boolean {
  return (body.isFunction() || body.isClass()) && definingCalls(analysis).some((call) => call.isDescendant(body));
}

/** Definitions at the top, calls that define, or imports of modules that do. */
function isDefiningModule(analysis: ModuleAnalysis, defining: DefiningCode): boolean {
  if (definingCalls(analysis).some((call) => isTopLevel(call))) return true;
  if (importedModules(analysis).some((specifier) => analysis.surroundings.resolve?.(specifier)?.defines === true)) return true;
  return analysis.found.topCalls.some((call) => defining.isDefiningCall(call));
}

function importedModules({ parsed }: ModuleAnalysis): string[] {
  return parsed.program.get('body').flatMap(({ node }) => {
    if (node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration') return [node.source.value];
    if (node.type === 'ExportNamedDeclaration') return node.source ? [node.source.value] : [];
    if (node.type === 'ExpressionStatement') return requiredModule(node.expression) ?? [];
    if (node.type === 'VariableDeclaration') return node.declarations.flatMap(({ init }) => requiredModule(init) ?? []);
    return [];
  });
}

/** Arguments that are `ai`, given to functions of other modules. */
function passedAi({ found, follower }: ModuleAnalysis): PassedAi[] {
  return found.passing.flatMap((call) => {
    const callee = childOf(call, 'callee');
    const target = callee === undefined ? undefined : calledImport(follower, callee);
    if (target === undefined) return [];
    return argumentPaths(call).flatMap((argument, parameter) =>
      follower.valueOf(argument)?.kind === 'ai' ? [{ ...target, parameter }] : [],
    );
  });
}

function calledImport(follower: ModuleAnalysis['follower'], callee: NodePath): Omit<PassedAi, 'parameter'> | undefined {
  const target = unwrapPath(callee);
  if (target.isIdentifier()) {
    const binding = target.scope.getBinding(target.node.name);
    const imported = binding === undefined ? undefined : importOf(binding);
    return imported === undefined ? undefined : { specifier: imported.specifier, exportName: imported.name };
  }
  const object = childOf(target, 'object');
  const value = object === undefined ? undefined : follower.valueOf(object);
  const exportName = memberNameOf(target.node);
  return value?.kind === 'module' && exportName !== undefined ? { specifier: value.specifier, exportName } : undefined;
}
