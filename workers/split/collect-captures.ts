import type { NodePath } from '@babel/core';
import { functionOf, type Binding } from './bindings.ts';
import { parameterOf } from './follow-parameters.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import { rootOf } from './mutations.ts';
import { childOf, isTypePosition, isWithin, unwrapPath } from './syntax.ts';

/** One variable of an enclosing function that a step uses. */
export interface Capture {
  readonly binding: Binding;
  /** `value` travels; `ai` and `sideChannel` come from the step's surroundings; `declaration` is hoisted; `definition` is in the way. */
  readonly role: 'value' | 'ai' | 'sideChannel' | 'declaration' | 'definition';
  readonly uses: readonly NodePath[];
  /** Assignments inside the step. */
  readonly writes: readonly NodePath[];
  /** For `declaration` what is hoisted, for `sideChannel` the parameter. */
  readonly declaration: NodePath | undefined;
  /** The code of the step and of all that is hoisted with it. */
  readonly regions: readonly NodePath[];
}

/** The free variables of a step that no module-level declaration gives, with those of the local functions that it uses. */
export function collectCaptures(analysis: ModuleAnalysis, body: NodePath): Capture[] {
  const regions: NodePath[] = [body];
  const found = new Map<Binding, Pick<Capture, 'role' | 'declaration'>>();
  for (const region of regions) {
    for (const binding of freeBindings(analysis, region)) {
      if (found.has(binding) || regions.some((known) => isWithin(binding.identifier, known.node))) continue;
      const role = roleOf(analysis, binding);
      found.set(binding, role);
      if (role.role === 'declaration' && role.declaration !== undefined) regions.push(role.declaration);
    }
  }
  return [...found]
    .map(([binding, role]) => ({ binding, ...role, uses: usesIn(binding, regions), writes: writesIn(binding, regions), regions }))
    .sort((first, second) => (first.binding.identifier.start ?? 0) - (second.binding.identifier.start ?? 0));
}

function freeBindings({ parsed }: ModuleAnalysis, region: NodePath): Binding[] {
  const bindings: Binding[] = [];
  const outer = region.isFunction() || region.isClass() ? region.scope.parent : region.scope;
  for (let scope: NodePath['scope'] | undefined = outer; scope !== undefined && scope !== parsed.program.scope; scope = scope.parent) {
    const used = Object.values(scope.bindings).filter(
      (binding) => usesIn(binding, [region]).length > 0 || writesIn(binding, [region]).length > 0,
    );
    bindings.push(...used);
  }
  return bindings;
}

function usesIn(binding: Binding, regions: readonly NodePath[]): NodePath[] {
  return binding.referencePaths.filter((use) => isInside(use, regions) && !isTypePosition(use));
}

function writesIn(binding: Binding, regions: readonly NodePath[]): NodePath[] {
  return binding.constantViolations.filter((write) => isInside(write, regions) && write.node !== binding.path.node);
}

function isInside(path: NodePath, regions: readonly NodePath[]): boolean {
  return regions.some((region) => isWithin(path.node, region.node));
}

/** What a variable is to a step that uses it. */
export function roleOf(analysis: ModuleAnalysis, binding: Binding): Pick<Capture, 'role' | 'declaration'> {
  const side = sideChannelOf(analysis, binding);
  if (side !== undefined) return { role: 'sideChannel', declaration: side };
  const value = analysis.follower.valueOfBinding(binding);
  if (value?.kind === 'ai' || value?.kind === 'member') return { role: 'ai', declaration: undefined };
  if (value?.kind === 'definition') return { role: 'definition', declaration: undefined };
  const isHoisted =
    functionOf(binding) !== undefined ||
    binding.path.isClassDeclaration() ||
    binding.path.isTSEnumDeclaration() ||
    isFromSideChannel(analysis, binding);
  return isHoisted ? { role: 'declaration', declaration: binding.path } : { role: 'value', declaration: undefined };
}

/** The second parameter of a flow's function: `{ sendChunk, context, abortSignal, … }`, or the object under any name. */
function sideChannelOf({ flowBodies }: ModuleAnalysis, binding: Binding): NodePath | undefined {
  const place = binding.kind === 'param' ? parameterOf(binding) : undefined;
  return place !== undefined && place.index === 1 && flowBodies.has(place.owner.node) ? place.parameter : undefined;
}

/** `const { sendChunk } = side`, `const send = side.sendChunk`: a constant that holds a part of the side channel. */
function isFromSideChannel(analysis: ModuleAnalysis, binding: Binding): boolean {
  if (!binding.path.isVariableDeclarator() || binding.constantViolations.length > 0) return false;
  const initial = childOf(binding.path, 'init');
  const root = initial === undefined ? undefined : rootOf(unwrapPath(initial));
  if (root?.isIdentifier() !== true) return false;
  const source = root.scope.getBinding(root.node.name);
  return (
    source !== undefined && source !== binding && (sideChannelOf(analysis, source) !== undefined || isFromSideChannel(analysis, source))
  );
}
