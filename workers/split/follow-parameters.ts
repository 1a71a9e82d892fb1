import type { NodePath, types as t } from '@babel/core';
import { nameBindingOf, type Binding } from './bindings.ts';
import { childOf, childrenOf, keyNameOf } from './syntax.ts';

/** Which parameter of which function declares a name. */
export interface ParameterPlace {
  readonly owner: NodePath<t.Function>;
  readonly parameter: NodePath;
  readonly index: number;
}

/** Undefined for names that are not declared by a parameter. */
export function parameterOf(binding: Binding): ParameterPlace | undefined {
  let parameter: NodePath | null = binding.path;
  while (parameter !== null && parameter.listKey !== 'params') parameter = parameter.parentPath;
  const owner = parameter?.parentPath;
  if (parameter === null || owner?.isFunction() !== true || typeof parameter.key !== 'number') return undefined;
  return { owner, parameter, index: parameter.key };
}

/** The arguments that the calls in this module give to a parameter. A constructor's come from `new`. */
export function argumentsGivenTo(owner: NodePath<t.Function>, index: number): NodePath[] {
  const isConstructor = owner.isClassMethod({ kind: 'constructor' });
  const classPath = isConstructor ? owner.parentPath.parentPath : null;
  const binding = nameBindingOf(classPath ?? owner);
  if (binding === undefined) return [];
  return binding.referencePaths.flatMap((reference) => {
    const call = reference.parentPath;
    if (call === null || reference.key !== 'callee') return [];
    if (isConstructor ? !call.isNewExpression() : !(call.isCallExpression() || call.isOptionalCallExpression())) return [];
    return childOf(call, `arguments.${index}`) ?? [];
  });
}

/** What the calls in this module give to one name of a parameter: of `{ pool }` the member of the object literal, if there is one. */
export function valuesGivenTo(name: string, { owner, parameter, index }: ParameterPlace): NodePath[] {
  const key = parameter.isObjectPattern() ? keyThatBinds(parameter, name) : undefined;
  return argumentsGivenTo(owner, index).flatMap((argument) => {
    if (key === undefined || !argument.isObjectExpression()) return [argument];
    const member = argument.get('properties').find((candidate) => keyNameOf(candidate.node) === key);
    return member === undefined ? [] : [childOf(member, 'value') ?? member];
  });
}

/** The key of an object pattern that declares a name. */
export function keyThatBinds(pattern: NodePath, name: string): string | undefined {
  const property = childrenOf(pattern, 'properties').find((candidate) => {
    const value = childOf(candidate, 'value');
    const target = value?.isAssignmentPattern() === true ? value.get('left') : value;
    return target?.isIdentifier({ name }) === true;
  });
  return property === undefined ? undefined : keyNameOf(property.node);
}
