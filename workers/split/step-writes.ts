import type { NodePath } from '@babel/core';
import type { Binding } from './bindings.ts';
import { argumentPaths, type Site } from './find-sites.ts';
import { methodOf } from './follow-fields.ts';
import { isAiPart } from './followed.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import { findStepRegions, walkCode, type StepRegions } from './step-regions.ts';
import { childOf, isAssigned, isWithin, memberNameOf, startOf } from './syntax.ts';
import { isClientCall, isDataCandidate, isHarmlessCall, isHarmlessMethod, isPrimitive } from './write-candidates.ts';
import { findWriteOrigins, type WriteOrigin } from './write-origins.ts';

/** What a step's function may change of what is around it, as the code names it: `seen`, `this.count`. */
export interface StepWrites {
  /** Assigned, or changed in place. */
  readonly changed: readonly string[];
  /** Those of `changed` that are assigned: afterwards they may hold another object, or another number. */
  readonly assigned: readonly string[];
  /** Handed to code that may change them. */
  readonly passed: readonly string[];
}

type Target = WriteOrigin['target'];

interface Collection {
  readonly analysis: ModuleAnalysis;
  readonly site: Site;
  readonly code: StepRegions;
  readonly changed: Set<Target>;
  readonly assigned: Set<Target>;
  readonly passed: Set<Target>;
}

/** Collects for the steps of one module. Where in doubt a variable counts as `passed`: whether it changed is seen when the step runs. */
export function createWriteCollector(analysis: ModuleAnalysis): (site: Site, body: NodePath) => StepWrites {
  const bindings = [...analysis.found.scopes].flatMap((scope) => Object.values(scope.bindings));
  const assigned = bindings.filter(({ kind, constantViolations }) => kind !== 'const' && constantViolations.length > 0);
  return (site, body) => collectStepWrites(analysis, { site, body, assignedAnywhere: assigned });
}

interface WriteSearch {
  readonly site: Site;
  readonly body: NodePath;
  readonly assignedAnywhere: readonly Binding[];
}

function collectStepWrites(analysis: ModuleAnalysis, { site, body, assignedAnywhere }: WriteSearch): StepWrites {
  const code = findStepRegions(analysis, body);
  const collection: Collection = { analysis, site, code, changed: new Set(), assigned: new Set(), passed: new Set() };
  collectAssignments(collection, assignedAnywhere);
  collectMutations(collection);
  for (const region of code.regions) walkCode(region, (path) => collectPassed(collection, path));
  const { changed, assigned, passed } = collection;
  const isKept = createFilter(collection);
  return {
    changed: toNames([...changed].filter((target) => isKept(target))),
    assigned: toNames([...assigned].filter((target) => isKept(target))),
    passed: toNames([...passed].filter((target) => !changed.has(target) && isKept(target) && !isFixed(target))),
  };
}

function collectAssignments({ code, changed, assigned }: Collection, assignedAnywhere: readonly Binding[]): void {
  for (const binding of assignedAnywhere) {
    if (code.isInside(binding.identifier)) continue;
    if (!binding.constantViolations.some((place) => place.node !== binding.path.node && code.isInside(place.node))) continue;
    changed.add(binding);
    assigned.add(binding);
  }
}

function collectMutations({ analysis, site, code, changed, assigned, passed }: Collection): void {
  for (const { place, root } of analysis.found.mutations) {
    if (!code.isInside(place.node)) continue;
    for (const { target, isDirect } of findWriteOrigins(code, site, root)) {
      (isDirect && !isClientCall(place) ? changed : passed).add(target);
      const member = root.parentPath;
      if (root.isThisExpression() && member !== null && isAssigned(member)) assigned.add(target);
    }
  }
}

function collectPassed({ analysis, site, code, changed, passed }: Collection, path: NodePath): void {
  if (!path.isCallExpression() && !path.isOptionalCallExpression() && !path.isNewExpression()) return;
  const callee = childOf(path, 'callee');
  if (callee === undefined || isAiPart(analysis.follower.valueOf(callee)) || isHarmlessCall(callee)) return;
  const method = memberNameOf(callee.node);
  const receiver = method === undefined ? undefined : childOf(callee, 'object');
  if (method !== undefined && isHarmlessMethod(method)) return;
  const note = (expression: NodePath, noted: Set<Target>): void => {
    for (const { target } of findWriteOrigins(code, site, expression)) noted.add(target);
  };
  for (const argument of argumentPaths(path)) if (!argument.isFunction()) note(argument, passed);
  if (receiver !== undefined && method !== undefined) note(receiver, changesItself(analysis, receiver, method) ? changed : passed);
}

/** `counter.add()` with a class of this module whose method changes `this`. */
function changesItself({ follower, found }: ModuleAnalysis, receiver: NodePath, name: string): boolean {
  const value = receiver.isThisExpression() ? undefined : follower.valueOf(receiver);
  const method = value?.kind === 'instance' ? methodOf(value.path, name) : undefined;
  return method !== undefined && found.mutations.some(({ root, place }) => root.isThisExpression() && isWithin(place.node, method.node));
}

/** Names that mean the same at the call of the step, and may hold data. */
function createFilter({ analysis, site }: Collection): (target: Target) => boolean {
  return (target) => {
    if (typeof target === 'string') return true;
    const isVisible = site.call.scope.getBinding(target.identifier.name) === target;
    return isVisible && isDataCandidate(analysis, target);
  };
}

function isFixed(target: Target): boolean {
  return typeof target !== 'string' && isPrimitive(target);
}

/** Variables in the order of their declarations, then fields by name. */
function toNames(targets: readonly Target[]): string[] {
  const fields = targets.filter((target) => typeof target === 'string').sort();
  const variables = targets.filter((target): target is Binding => typeof target !== 'string');
  variables.sort((first, second) => startOf(first.identifier) - startOf(second.identifier));
  return [...new Set([...variables.map(({ identifier }) => identifier.name), ...fields])];
}
