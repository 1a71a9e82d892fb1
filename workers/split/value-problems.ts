import { types as t, type NodePath } from '@babel/core';
import type { Binding } from './bindings.ts';
import type { Capture } from './collect-captures.ts';
import type { Site } from './find-sites.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import { rootOf } from './mutations.ts';
import type { Diagnostic } from './split-result.ts';
import { childOf, isWithin, unwrapPath } from './syntax.ts';

/** A captured value, and the step that captures it. */
export interface CapturedUse {
  readonly capture: Capture;
  readonly site: Site;
}

/** Why a captured value cannot make the journey as JSON, or cannot come back. */
export function valueProblems(analysis: ModuleAnalysis, { capture, site }: CapturedUse): Diagnostic[] {
  return [
    ...mutationProblems(analysis, capture),
    ...functionProblems(analysis, capture),
    ...initialProblems(analysis, capture),
    ...concurrencyProblems(analysis, { capture, site }),
  ];
}

function mutationProblems({ diagnostic, found }: ModuleAnalysis, { binding, regions }: Capture): Diagnostic[] {
  return found.mutations
    .filter(({ place, root }) => regions.some((region) => isWithin(place.node, region.node)) && leadsTo(root, binding))
    .map(({ place }) =>
      diagnostic(
        'DK1301',
        place.node,
        `The step changes \`${binding.identifier.name}\`, of which it has a copy: the flow would not see the change.`,
      ),
    );
}

/** Through names that the step itself declares: `for (const item of items) item.done = true`. */
function leadsTo(root: NodePath, binding: Binding): boolean {
  if (!root.isIdentifier()) return false;
  const local = root.scope.getBinding(root.node.name);
  if (local === undefined || local === binding) return local === binding;
  if (!local.path.isVariableDeclarator()) return false;
  const loop = local.path.parentPath?.parentPath;
  const source =
    loop?.isForOfStatement() === true && local.path.parentPath?.key === 'left' ? loop.get('right') : childOf(local.path, 'init');
  const origin = source === undefined ? undefined : rootOf(source);
  return origin !== undefined && origin !== root && origin.node !== root.node && leadsTo(origin, binding);
}

function functionProblems({ diagnostic }: ModuleAnalysis, { binding, uses }: Capture): Diagnostic[] {
  const call = uses.find((use) => use.key === 'callee');
  const isFunctionType = hasFunctionType(binding);
  if (call === undefined && !isFunctionType) return [];
  const place = call ?? uses[0];
  return place === undefined
    ? []
    : [
        diagnostic(
          'DK1302',
          place.node,
          `\`${binding.identifier.name}\` is a function that only exists at run time: it cannot travel to the step.`,
        ),
      ];
}

function hasFunctionType(binding: Binding): boolean {
  const { typeAnnotation } = binding.identifier;
  return t.isTSTypeAnnotation(typeAnnotation) && t.isTSFunctionType(typeAnnotation.typeAnnotation);
}

function initialProblems({ diagnostic }: ModuleAnalysis, { binding, uses }: Capture): Diagnostic[] {
  if (!binding.path.isVariableDeclarator() || !t.isIdentifier(binding.path.node.id)) return [];
  const initial = childOf(binding.path, 'init');
  const what = initial === undefined ? undefined : unserializable(unwrapPath(initial).node);
  const place = uses[0]?.node ?? binding.identifier;
  return what === undefined ? [] : [diagnostic('DK1305', place, `\`${binding.identifier.name}\` is ${what}, which does not survive JSON.`)];
}

function unserializable(node: t.Node): string | undefined {
  if (t.isNewExpression(node)) return t.isIdentifier(node.callee) ? `a \`${node.callee.name}\`` : 'an instance of a class';
  if (t.isRegExpLiteral(node)) return 'a regular expression';
  if (t.isBigIntLiteral(node)) return 'a BigInt';
  if (t.isClassExpression(node)) return 'a class';
  return t.isCallExpression(node) && t.isIdentifier(node.callee, { name: 'Symbol' }) ? 'a symbol' : undefined;
}

/** Written back one after the other, the last write wins: right only where the step is awaited where the variable lives. */
function concurrencyProblems({ diagnostic }: ModuleAnalysis, { capture, site }: CapturedUse): Diagnostic[] {
  const [write] = capture.writes;
  if (write === undefined) return [];
  const holder = site.call.findParent((parent) => !isTransparent(parent));
  const isAwaited = holder?.isAwaitExpression() === true;
  const isSameFunction = site.call.getFunctionParent()?.node === capture.binding.scope.getFunctionParent()?.path.node;
  if (isAwaited && isSameFunction) return [];
  const { name } = capture.binding.identifier;
  return [
    diagnostic(
      'DK1306',
      write.node,
      `\`${name}\` is assigned in a step that may run beside others: one would overwrite the other's value.`,
    ),
  ];
}

function isTransparent(path: NodePath): boolean {
  return path.isParenthesizedExpression() || path.isTSAsExpression() || path.isTSNonNullExpression() || path.isTSSatisfiesExpression();
}
