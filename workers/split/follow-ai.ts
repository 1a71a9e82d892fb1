import { types as t, type NodePath } from '@babel/core';
import { enclosingClass, functionOf, importOf, type Binding } from './bindings.ts';
import { annotatedValue } from './follow-annotations.ts';
import { fieldValue } from './follow-fields.ts';
import { argumentsGivenTo, keyThatBinds, parameterOf, type ParameterPlace } from './follow-parameters.ts';
import { agreedValue, type AiFollower, type Followed } from './followed.ts';
import { AI_TYPE_NAMES, FACTORY_NAMES, isAiPackage, SITE_TABLE, STANDALONE_SITES } from './site-table.ts';
import type { ModuleSurroundings } from './split-options.ts';
import { childOf, keyNameOf, memberNameOf, memberOf, requiredModule, unwrapPath } from './syntax.ts';

/** Where the parameters are known that other modules fill with `ai`. */
export type DeclaredAiParameters = AiFollower['declaredAiParameters'];

/** Follows `ai` through names, members, destructuring, parameters, fields, functions that return it, and modules of the app. */
export function createAiFollower(surroundings: ModuleSurroundings, declaredAiParameters: DeclaredAiParameters): AiFollower {
  const known = new Map<object, Followed | undefined>();
  const remember = (key: object, find: () => Followed | undefined): Followed | undefined => {
    if (known.has(key)) return known.get(key);
    known.set(key, undefined);
    const found = find();
    known.set(key, found);
    return found;
  };
  const follower: AiFollower = {
    surroundings,
    declaredAiParameters,
    valueOf: (path) => {
      const expression = unwrapPath(path);
      return remember(expression.node, () => followExpression(follower, expression));
    },
    valueOfBinding: (binding) => remember(binding, () => followBinding(follower, binding)),
    exportOf: (specifier, name) => followExport(follower, specifier, name),
    isAiType: (path) => isAiType(follower, path),
  };
  return follower;
}

function followExpression(follower: AiFollower, path: NodePath): Followed | undefined {
  if (path.isIdentifier() || path.isJSXIdentifier()) {
    const binding = path.scope.getBinding(path.node.name);
    return binding === undefined ? undefined : follower.valueOfBinding(binding);
  }
  if (path.isMemberExpression() || path.isOptionalMemberExpression()) return followMember(follower, path);
  if (path.isCallExpression() || path.isOptionalCallExpression()) return followCall(follower, path);
  if (path.isNewExpression()) {
    const made = follower.valueOf(path.get('callee'));
    return made?.kind === 'class' ? { kind: 'instance', path: made.path } : undefined;
  }
  if (path.isAwaitExpression()) return followAwait(follower, path);
  if (isTakingOver(path)) return follower.valueOf(path.get('right'));
  if (path.isObjectExpression()) return { kind: 'object', path };
  if (path.isClass()) return { kind: 'class', path };
  if (path.isConditionalExpression())
    return agreedValue([path.get('consequent'), path.get('alternate')].map((part) => follower.valueOf(part)));
  if (path.isLogicalExpression()) return follower.valueOf(path.get('right')) ?? follower.valueOf(path.get('left'));
  return undefined;
}

/** `x = value`, `x ??= value`, `x ||= value`. */
function isTakingOver(path: NodePath): path is NodePath<t.AssignmentExpression> {
  return path.isAssignmentExpression() && /^(?:\?\?|\|\|)?=$/.test(path.node.operator);
}

function followAwait(follower: AiFollower, path: NodePath<t.AwaitExpression>): Followed | undefined {
  const specifier = requiredModule(path.node);
  return specifier === undefined ? follower.valueOf(path.get('argument')) : { kind: 'module', specifier };
}

function followMember(follower: AiFollower, path: NodePath): Followed | undefined {
  const name = memberNameOf(path.node);
  const object = childOf(path, 'object');
  if (name === undefined || object === undefined) return undefined;
  const target = unwrapPath(object);
  if (target.isThisExpression()) return fieldOfThis(follower, target, name);
  return memberOfFollowed(follower, follower.valueOf(object), name);
}

function memberOfFollowed(follower: AiFollower, value: Followed | undefined, name: string): Followed | undefined {
  switch (value?.kind) {
    case 'ai':
      return { kind: 'member', name };
    case 'module':
      return follower.exportOf(value.specifier, name);
    case 'object': {
      const member = memberOf(value.path.node, name);
      const path = childrenOfObject(value.path).find((candidate) => candidate.node === member);
      const content = path === undefined ? undefined : childOf(path, 'value');
      return content === undefined ? undefined : follower.valueOf(content);
    }
    case 'instance':
    case 'class':
      return fieldValue(follower, value.path, name);
    default:
      return undefined;
  }
}

function fieldOfThis(follower: AiFollower, path: NodePath, name: string): Followed | undefined {
  const classPath = enclosingClass(path);
  return classPath === undefined ? undefined : fieldValue(follower, classPath, name);
}

function childrenOfObject(path: NodePath<t.ObjectExpression>): NodePath[] {
  return path.get('properties');
}

function followCall(follower: AiFollower, path: NodePath<t.CallExpression> | NodePath<t.OptionalCallExpression>): Followed | undefined {
  const specifier = requiredModule(path.node);
  if (specifier !== undefined) return { kind: 'module', specifier };
  const callee = childOf(path, 'callee');
  if (callee === undefined) return undefined;
  const called = follower.valueOf(callee);
  if (called?.kind === 'factory') return { kind: 'ai' };
  if (called?.kind === 'member') {
    const role = SITE_TABLE[called.name]?.role;
    return role === undefined || UNFOLLOWED_ROLES.has(role) ? undefined : { kind: 'definition', name: called.name };
  }
  return returnedValue(follower, callee);
}

/** What these methods give is a value like any other. */
const UNFOLLOWED_ROLES: ReadonlySet<string> = new Set(['step', 'pure', 'middleware', 'value']);

function returnedValue(follower: AiFollower, callee: NodePath): Followed | undefined {
  const target = unwrapPath(callee);
  if (!target.isIdentifier()) return undefined;
  const binding = target.scope.getBinding(target.node.name);
  if (binding === undefined) return undefined;
  const imported = importOf(binding);
  if (imported !== undefined) {
    const fact = follower.surroundings.resolve?.(imported.specifier)?.exports[imported.name];
    return fact?.returnsAi === true ? { kind: 'ai' } : undefined;
  }
  const body = functionOf(binding);
  return body === undefined ? undefined : returnsOf(follower, body);
}

/** What a function returns, where all its returns agree. */
export function returnsOf(follower: AiFollower, path: NodePath<t.Function>): Followed | undefined {
  const body = path.get('body');
  if (Array.isArray(body)) return undefined;
  if (body.isExpression()) return follower.valueOf(body);
  if (!body.isBlockStatement()) return undefined;
  const returns = body.get('body').filter((statement) => statement.isReturnStatement());
  return agreedValue(
    returns
      .map((statement) => childOf(statement, 'argument'))
      .map((argument) => (argument === undefined ? undefined : follower.valueOf(argument))),
  );
}

function followBinding(follower: AiFollower, binding: Binding): Followed | undefined {
  const imported = importOf(binding);
  if (imported !== undefined) {
    if (imported.name === '*') return { kind: 'module', specifier: imported.specifier };
    return follower.exportOf(imported.specifier, imported.name);
  }
  if (binding.path.isClassDeclaration()) return { kind: 'class', path: binding.path };
  if (binding.kind === 'param') return followParameter(follower, binding);
  if (binding.path.isVariableDeclarator()) return followVariable(follower, binding, binding.path);
  return undefined;
}

function followVariable(follower: AiFollower, binding: Binding, declarator: NodePath<t.VariableDeclarator>): Followed | undefined {
  const pattern = declarator.get('id');
  const initial = childOf(declarator, 'init');
  const annotated = annotatedValue(follower, pattern, binding.identifier.name);
  if (annotated !== undefined) return annotated;
  const assigned = binding.constantViolations.map((violation) => {
    const right = isTakingOver(violation) && t.isIdentifier(violation.node.left) ? childOf(violation, 'right') : undefined;
    return right === undefined ? undefined : follower.valueOf(right);
  });
  const first =
    initial === undefined ? [] : [followPattern(follower, { pattern, value: follower.valueOf(initial), name: binding.identifier.name })];
  return agreedValue([...first, ...assigned]);
}

interface PatternSearch {
  readonly pattern: NodePath;
  readonly value: Followed | undefined;
  readonly name: string;
}

function followPattern(follower: AiFollower, { pattern, value, name }: PatternSearch): Followed | undefined {
  if (value === undefined) return undefined;
  if (pattern.isIdentifier()) return pattern.node.name === name ? value : undefined;
  if (pattern.isAssignmentPattern()) return followPattern(follower, { pattern: pattern.get('left'), value, name });
  if (!pattern.isObjectPattern()) return undefined;
  for (const property of pattern.get('properties')) {
    if (!property.isObjectProperty()) continue;
    const key = keyNameOf(property.node);
    const inner = childOf(property, 'value');
    if (key === undefined || inner === undefined) continue;
    const found = followPattern(follower, { pattern: inner, value: memberOfFollowed(follower, value, key), name });
    if (found !== undefined) return found;
  }
  return undefined;
}

function followParameter(follower: AiFollower, binding: Binding): Followed | undefined {
  const place = parameterOf(binding);
  if (place === undefined) return undefined;
  const { owner, parameter, index } = place;
  const name = binding.identifier.name;
  const annotated = annotatedValue(follower, parameter, name);
  if (annotated !== undefined) return annotated;
  const pattern = parameter.isTSParameterProperty() ? parameter.get('parameter') : parameter;
  if (follower.declaredAiParameters(owner).includes(index)) return followPattern(follower, { pattern, value: { kind: 'ai' }, name });
  if (isGivenByPackage(follower, { owner, parameter, index }, name)) return { kind: 'ai' };
  return agreedValue(
    argumentsGivenTo(owner, index).map((argument) => followPattern(follower, { pattern, value: follower.valueOf(argument), name })),
  );
}

/** `genkitPlugin('x', async (ai) => …)`, `generateMiddleware(options, ({ ai }) => …)`, `ai.defineMiddleware(…)`: the package calls with its own `ai`. */
function isGivenByPackage(follower: AiFollower, { owner, parameter, index }: ParameterPlace, name: string): boolean {
  const call = owner.parentPath;
  const callee = call?.isCallExpression() === true && owner.listKey === 'arguments' ? call.get('callee') : undefined;
  const called = callee === undefined ? undefined : follower.valueOf(callee);
  if (called?.kind === 'member' && called.name === 'defineMiddleware')
    return parameter.isObjectPattern() && keyThatBinds(parameter, name) === 'ai';
  const binding = callee?.isIdentifier() === true ? callee.scope.getBinding(callee.node.name) : undefined;
  const imported = binding === undefined ? undefined : importOf(binding);
  if (imported === undefined || !isAiPackage(imported.specifier) || follower.surroundings.resolve?.(imported.specifier) !== undefined)
    return false;
  if (imported.name === 'genkitPlugin') return index === 0 && parameter.isIdentifier({ name });
  return parameter.isObjectPattern() && keyThatBinds(parameter, name) === 'ai';
}

function followExport(follower: AiFollower, specifier: string, name: string): Followed | undefined {
  const fact = follower.surroundings.resolve?.(specifier)?.exports[name];
  if (fact !== undefined) {
    if (fact.kind === 'other') return undefined;
    return fact.kind === 'member' || fact.kind === 'definition' ? { kind: fact.kind, name: fact.member ?? '' } : { kind: fact.kind };
  }
  if (!isAiPackage(specifier)) return undefined;
  if (FACTORY_NAMES.has(name) || name === 'default') return { kind: 'factory' };
  return STANDALONE_SITES.has(name) ? { kind: 'member', name } : undefined;
}

function isAiType(follower: AiFollower, path: NodePath): boolean {
  if (path.isTSTypeAnnotation()) return isAiType(follower, path.get('typeAnnotation'));
  if (path.isTSTypeQuery()) {
    const name = path.get('exprName');
    return name.isIdentifier() && follower.valueOf(name)?.kind === 'ai';
  }
  if (!path.isTSTypeReference()) return false;
  const { typeName } = path.node;
  if (!t.isIdentifier(typeName)) return false;
  const binding = path.scope.getBinding(typeName.name);
  const imported = binding === undefined ? undefined : importOf(binding);
  if (imported !== undefined) return isAiPackage(imported.specifier) && AI_TYPE_NAMES.has(imported.name);
  return typeName.name === 'ReturnType' && returnsAiType(follower, path);
}

function returnsAiType(follower: AiFollower, path: NodePath<t.TSTypeReference>): boolean {
  const parameters = childOf(path, 'typeParameters');
  const [first] = parameters?.isTSTypeParameterInstantiation() === true ? parameters.get('params') : [];
  if (first?.isTSTypeQuery() !== true) return false;
  const name = first.get('exprName');
  return name.isIdentifier() && follower.valueOf(name)?.kind === 'factory';
}
