import { types as t, type NodePath } from '@babel/core';
import { childOf, isAssigned, memberNameOf, unwrapPath } from './syntax.ts';

/** A place that changes an object: `x.a = 1`, `[x.a] = y`, `x.n++`, `delete x.a`, `x.push(1)`, `Object.assign(x, y)`. */
export interface Mutation {
  readonly place: NodePath;
  /** The name (or `this`) at the beginning of the chain. */
  readonly root: NodePath<t.Identifier> | NodePath<t.ThisExpression>;
}

const MUTATING_METHODS: ReadonlySet<string> = new Set(
  'push pop shift unshift splice sort reverse fill copyWithin set add delete clear append prepend'.split(' '),
);

const MUTATING_FUNCTIONS: ReadonlySet<string> = new Set(['assign', 'defineProperty', 'defineProperties', 'setPrototypeOf']);

/** Undefined where the node changes nothing, or changes something that no name leads to. */
export function mutationAt(path: NodePath): Mutation | undefined {
  const target = mutatedPath(path);
  const root = target === undefined ? undefined : rootOf(target);
  return root === undefined ? undefined : { place: path, root };
}

/** What a node changes, as an expression. */
function mutatedPath(path: NodePath): NodePath | undefined {
  if (path.isAssignmentExpression()) return memberOnly(path.get('left'));
  if (path.isUpdateExpression()) return memberOnly(path.get('argument'));
  if (path.isUnaryExpression({ operator: 'delete' })) return memberOnly(path.get('argument'));
  if (isPatternTarget(path)) return path;
  if (!path.isCallExpression() && !path.isOptionalCallExpression()) return undefined;
  const callee = childOf(path, 'callee');
  const method = callee === undefined ? undefined : memberNameOf(callee.node);
  if (callee === undefined || method === undefined) return undefined;
  const object = childOf(callee, 'object');
  if (MUTATING_FUNCTIONS.has(method) && t.isIdentifier(object?.node) && /^(Object|Reflect)$/.test(object.node.name)) {
    return childOf(path, 'arguments.0');
  }
  return MUTATING_METHODS.has(method) ? object : undefined;
}

/** The members in `[x.a, y.b] = values`, and in `for (x.a of values)`. */
function isPatternTarget(path: NodePath): boolean {
  if (!path.isMemberExpression() || !isAssigned(path)) return false;
  return !path.parentPath.isAssignmentExpression() && !path.parentPath.isUpdateExpression() && !path.parentPath.isUnaryExpression();
}

function memberOnly(path: NodePath): NodePath | undefined {
  const target = unwrapPath(path);
  return target.isMemberExpression() || target.isOptionalMemberExpression() ? target : undefined;
}

/** The name or `this` that a chain of members begins with. Calls end the search: what they give is another object. */
export function rootOf(path: NodePath): NodePath<t.Identifier> | NodePath<t.ThisExpression> | undefined {
  const target = unwrapPath(path);
  if (target.isIdentifier() || target.isThisExpression()) return target;
  if (!target.isMemberExpression() && !target.isOptionalMemberExpression()) return undefined;
  const object = childOf(target, 'object');
  return object === undefined ? undefined : rootOf(object);
}
