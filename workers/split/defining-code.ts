import type { NodePath } from '@babel/core';
import { functionOf, importOf, type Binding } from './bindings.ts';
import type { PassingPath, Site } from './find-sites.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import { isDefiningRole } from './site-table.ts';
import { childOf, isWithin } from './syntax.ts';
import { isDefinition } from './unfollowed-calls.ts';

/** Finds code that defines flows, tools, … when it runs. */
export interface DefiningCode {
  /** True for a call (or `new`) of a function, class or method whose code defines something. */
  isDefiningCall(call: PassingPath): boolean;
  /** True for a function or class with definitions in it. */
  isDefining(binding: Binding): boolean;
}

/** Definitions of a module; `run`, `tool`, `prompt` and schemas are none. */
export function definitionSites({ found }: ModuleAnalysis): Site[] {
  return found.sites.filter(({ rule }) => isDefiningRole(rule.role));
}

/** Calls that define, or would if their object is the `ai` object. */
export function definingCalls(analysis: ModuleAnalysis): PassingPath[] {
  const unfollowed = analysis.found.unfollowed.filter((call) => isDefinition(call));
  return [...definitionSites(analysis), ...unfollowed].map(({ call }) => call);
}

/** Follows calls through the functions of the module, and by facts into others. */
export function createDefiningCode(analysis: ModuleAnalysis): DefiningCode {
  const definitions = definingCalls(analysis);
  const known = new Map<Binding, boolean>();
  const isDefining = (binding: Binding): boolean => {
    const before = known.get(binding);
    if (before !== undefined) return before;
    known.set(binding, false);
    const answer = findAnswer(binding);
    known.set(binding, answer);
    return answer;
  };
  const findAnswer = (binding: Binding): boolean => {
    const imported = importOf(binding);
    if (imported !== undefined) return analysis.surroundings.resolve?.(imported.specifier)?.exports[imported.name]?.defines === true;
    const region = functionOf(binding) ?? (binding.path.isClass() ? binding.path : undefined);
    if (region === undefined) return false;
    return definitions.some((call) => isWithin(call.node, region.node)) || callsIn(region).some(isDefiningCall);
  };
  const isDefiningCall = (call: PassingPath): boolean => {
    const callee = childOf(call, 'callee');
    if (callee === undefined) return false;
    const target = calledBinding(analysis, callee);
    if (target !== undefined && isDefining(target)) return true;
    return isDefiningMember(analysis, callee);
  };
  return { isDefiningCall, isDefining };
}

function calledBinding(analysis: ModuleAnalysis, callee: NodePath): Binding | undefined {
  if (callee.isIdentifier()) return callee.scope.getBinding(callee.node.name);
  const object = childOf(callee, 'object');
  const value = object === undefined ? undefined : analysis.follower.valueOf(object);
  const name = value?.kind === 'instance' || value?.kind === 'class' ? value.path.node.id?.name : undefined;
  return name === undefined ? undefined : callee.scope.getBinding(name);
}

/** `tools.register(ai)` of a namespace of an app module. */
function isDefiningMember({ follower, surroundings }: ModuleAnalysis, callee: NodePath): boolean {
  const object = childOf(callee, 'object');
  const value = object === undefined ? undefined : follower.valueOf(object);
  const property = childOf(callee, 'property');
  if (value?.kind !== 'module' || property?.isIdentifier() !== true) return false;
  return surroundings.resolve?.(value.specifier)?.exports[property.node.name]?.defines === true;
}

function callsIn(region: NodePath): PassingPath[] {
  const calls: PassingPath[] = [];
  region.traverse({
    enter(path) {
      if (path.isCallExpression() || path.isNewExpression()) calls.push(path);
    },
  });
  return calls;
}
