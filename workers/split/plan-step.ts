import type { types as t, NodePath } from '@babel/core';
import type { Binding } from './bindings.ts';
import { collectCaptures, type Capture } from './collect-captures.ts';
import { captureInstance } from './capture-instance.ts';
import { functionOf, importOf } from './bindings.ts';
import { stepBodyOf, type Site } from './find-sites.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import { isDefinedStep } from './followed.ts';
import type { Diagnostic } from './split-result.ts';
import type { StepName } from './step-keys.ts';
import type { CapturedValue, StepPlan, SurroundingName } from './step-plan.ts';
import { childOf, isAssigned, memberNameOf, startOf, unwrapPath } from './syntax.ts';
import { valueProblems } from './value-problems.ts';

/**
 * Decides for one step what travels, what is hoisted, and what stands in the way. Undefined for a call without a function, and for one
 * of a step that `ai.defineStep` made: it has a key of its own.
 */
export function planStep(analysis: ModuleAnalysis, site: Site, name: StepName): StepPlan | undefined {
  const body = stepBodyOf(site);
  if (body === undefined || isDefinedStep(analysis.follower.valueOf(body))) return undefined;
  const captures = collectCaptures(analysis, body);
  const declarations = captures
    .filter((capture) => capture.role === 'declaration')
    .flatMap((capture) => capture.declaration ?? [])
    .sort((first, second) => startOf(first.node) - startOf(second.node));
  const { instance, reasons: instanceReasons } = captureInstance(analysis, body, declarations);
  const values = captures.filter((capture) => capture.role === 'value');
  const reasons = [
    ...bodyReasons(analysis, body),
    ...instanceReasons,
    ...conflicts(analysis, captures),
    ...captures.flatMap((capture) => captureProblem(analysis, capture)),
    ...values.flatMap((capture) => valueProblems(analysis, { capture, site })),
  ];
  return {
    site,
    name,
    body,
    values: values.map(toCapturedValue),
    writes: values.filter((capture) => capture.writes.length > 0).map((capture) => capture.binding.identifier.name),
    surroundings: captures.filter((capture) => capture.role === 'ai').map((capture) => toSurroundingName(analysis, capture)),
    sideChannel: captures.find((capture) => capture.role === 'sideChannel')?.declaration?.node,
    declarations,
    instance,
    reasons,
  };
}

function toCapturedValue(capture: Capture): CapturedValue {
  return { name: capture.binding.identifier.name, binding: capture.binding, fields: readFields(capture) };
}

/** Only when each use reads a member by name and neither calls nor changes it: `response.text`, `input.theme`. */
function readFields(capture: Capture): readonly string[] | undefined {
  if (capture.writes.length > 0) return undefined;
  const names = capture.uses.map((use) => readField(use));
  if (names.some((name) => name === undefined)) return undefined;
  return [...new Set(names.filter((name) => name !== undefined))];
}

function readField(use: NodePath): string | undefined {
  const member = use.parentPath;
  if (member === null || use.key !== 'object') return undefined;
  if (!member.isMemberExpression() && !member.isOptionalMemberExpression()) return undefined;
  const isCalled = member.key === 'callee' || (member.parentPath?.isTaggedTemplateExpression() === true && member.key === 'tag');
  const isChanged = isAssigned(member);
  return isCalled || isChanged ? undefined : memberNameOf(member.node);
}

function toSurroundingName({ follower }: ModuleAnalysis, capture: Capture): SurroundingName {
  const value = follower.valueOfBinding(capture.binding);
  return { name: capture.binding.identifier.name, member: value?.kind === 'member' ? value.name : undefined };
}

/** A step's function must be written in the call, or be a function of the module. */
function bodyReasons(analysis: ModuleAnalysis, body: NodePath): Diagnostic[] {
  const target = unwrapPath(body);
  if (target.isFunction()) return target.node.generator === true ? [unfollowed(analysis, target)] : [];
  if (!target.isIdentifier()) return target.isMemberExpression() && hasModuleRoot(analysis, target) ? [] : [unfollowed(analysis, target)];
  const binding = target.scope.getBinding(target.node.name);
  if (binding === undefined) return [unfollowed(analysis, target)];
  const isKnown = functionOf(binding) !== undefined || analysis.isModuleLevel(binding);
  return isKnown ? [] : [unfollowed(analysis, target)];
}

function hasModuleRoot(analysis: ModuleAnalysis, member: NodePath<t.MemberExpression>): boolean {
  const object = childOf(member, 'object');
  const binding = object?.isIdentifier() === true ? object.scope.getBinding(object.node.name) : undefined;
  return binding !== undefined && (analysis.isModuleLevel(binding) || importOf(binding) !== undefined);
}

function unfollowed({ diagnostic }: ModuleAnalysis, path: NodePath): Diagnostic {
  return diagnostic('DK1308', path.node, 'The function of this step is a value that only exists at run time.');
}

function captureProblem({ diagnostic }: ModuleAnalysis, { role, binding, uses, writes }: Capture): Diagnostic[] {
  const place = uses[0]?.node ?? binding.identifier;
  const { name } = binding.identifier;
  if (role === 'definition') {
    return [diagnostic('DK1302', place, `The step uses \`${name}\`, which is defined inside a function: the worker cannot reach it.`)];
  }
  if (role !== 'value' && writes.length > 0) {
    return [diagnostic('DK1302', writes[0]?.node ?? place, `The step assigns \`${name}\`, which is no plain value.`)];
  }
  return [];
}

/** A hoisted function must see the same variables under the same names as where it came from. */
function conflicts(analysis: ModuleAnalysis, captures: readonly Capture[]): Diagnostic[] {
  const byName = new Map<string, Binding>();
  return captures.flatMap(({ binding, uses, regions }) => {
    const { name } = binding.identifier;
    const other = byName.get(name);
    byName.set(name, binding);
    const outer = analysis.parsed.program.scope.getOwnBinding(name);
    const isShadowing =
      outer !== undefined && outer !== binding && outer.referencePaths.some((use) => regions.some((region) => use.isDescendant(region)));
    if ((other === undefined || other === binding) && !isShadowing) return [];
    const place = uses[0]?.node ?? binding.identifier;
    return [
      analysis.diagnostic('DK1307', place, `The step and the functions that it calls see two different variables named \`${name}\`.`),
    ];
  });
}
