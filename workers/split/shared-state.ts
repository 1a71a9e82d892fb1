import { types as t, type NodePath } from '@babel/core';
import { importOf, type Binding } from './bindings.ts';
import { isAiPart } from './followed.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import type { Mutation } from './mutations.ts';
import type { Diagnostic } from './split-result.ts';
import { isWithin, startOf } from './syntax.ts';

/** State that outlives a run: names and objects declared outside the flow that functions write. */
export interface SharedState {
  /** Writes in a piece of code to what is declared outside it. */
  changesIn(region: NodePath): readonly Diagnostic[];
  /** A read of a name that some function writes. */
  readingOf(binding: Binding, path: NodePath): readonly Diagnostic[];
}

/** Reads the walk's mutations and Babel's list of assignments. */
export function createSharedState(analysis: ModuleAnalysis): SharedState {
  const { diagnostic, found } = analysis;
  const changed = bindingsChangedInFunctions(found.mutations);
  const assigned = assignedBindings(analysis);
  return {
    changesIn: (region) => changesIn(analysis, assigned, region),
    readingOf: (binding, path) => {
      if (!analysis.isModuleLevel(binding) || isAiPart(analysis.follower.valueOfBinding(binding))) return [];
      const isAssigned = binding.constantViolations.some((violation) => violation.getFunctionParent() !== null);
      if (!isAssigned && !changed.has(binding)) return [];
      return [
        diagnostic(
          'DK1204',
          path.node,
          `\`${binding.identifier.name}\` is state of the process: each run of the flow would see a copy of its own.`,
        ),
      ];
    },
  };
}

function bindingsChangedInFunctions(mutations: readonly Mutation[]): ReadonlySet<Binding> {
  const changed = new Set<Binding>();
  for (const { root, place } of mutations) {
    if (!root.isIdentifier() || place.getFunctionParent() === null) continue;
    const binding = root.scope.getBinding(root.node.name);
    if (binding !== undefined) changed.add(binding);
  }
  return changed;
}

function changesIn(analysis: ModuleAnalysis, assigned: readonly Binding[], region: NodePath): Diagnostic[] {
  const { diagnostic, found } = analysis;
  const isFlowCode = (path: NodePath): boolean => isWithin(path.node, region.node) && !isInStep(analysis, path);
  const objects = found.mutations
    .filter(({ place }) => isFlowCode(place))
    .flatMap(({ place, root }) => {
      const owner = ownerOf({ root, place }, region);
      return owner === undefined ? [] : [diagnostic('DK1204', place.node, `${owner} is changed in flow code, and outlives the run.`)];
    });
  const names = assigned
    .filter((binding) => !isWithin(binding.identifier, region.node))
    .flatMap((binding) =>
      binding.constantViolations
        .filter((violation) => isFlowCode(violation) && violation.node !== binding.path.node)
        .map((violation) =>
          diagnostic('DK1204', violation.node, `\`${binding.identifier.name}\` is assigned in flow code, and outlives the run.`),
        ),
    );
  return [...objects, ...names];
}

function isInStep({ stepBodies }: ModuleAnalysis, path: NodePath): boolean {
  return path.findParent((parent) => stepBodies.has(parent.node)) !== null;
}

/** What a mutation changes, if it is declared outside the region; of `this`, if the region is a flow's function in a class. */
function ownerOf({ root, place }: Mutation, region: NodePath): string | undefined {
  if (root.isThisExpression()) {
    return region.isClass() || region.findParent((parent) => parent.isClass()) === null ? undefined : thisOwner(root, region);
  }
  if (!root.isIdentifier()) return undefined;
  const binding = root.scope.getBinding(root.node.name);
  if (binding === undefined) return undefined;
  const isOutside = startOf(binding.identifier) < startOf(region.node) || startOf(binding.identifier) > (region.node.end ?? 0);
  // `_.set(object, …)` and `math.add(a, b)` of a package change nothing of the package
  const isLibraryCall = importOf(binding) !== undefined && t.isCallExpression(place.node);
  return isOutside && !isLibraryCall ? `\`${binding.identifier.name}\`` : undefined;
}

function thisOwner(root: NodePath, region: NodePath): string | undefined {
  const ownClass = root.findParent((parent) => parent.isClass());
  return ownClass !== null && isWithin(region.node, ownClass.node) ? '`this`' : undefined;
}

/** Names that are assigned after their declaration. `instance ??= genkit()` is none: it is the same each time. */
function assignedBindings({ found, follower }: ModuleAnalysis): Binding[] {
  const all = [...found.scopes].flatMap((scope) => Object.values(scope.bindings));
  return all.filter((binding) => binding.constantViolations.length > 0 && !isAiPart(follower.valueOfBinding(binding)));
}
