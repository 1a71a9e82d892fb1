import { types as t, type NodePath } from '@babel/core';
import { agreedValue, type AiFollower, type Followed } from './followed.ts';
import { annotatedValue } from './follow-annotations.ts';
import { childOf, keyNameOf, memberNameOf } from './syntax.ts';

/** What a field of a class holds: by its initial value, its annotation, the constructor's assignments, or a parameter property. */
export function fieldValue(follower: AiFollower, classPath: NodePath<t.Class>, name: string): Followed | undefined {
  const field = fieldsOf(classPath).find((member) => keyNameOf(member.node) === name);
  const declared = field === undefined ? undefined : declaredValue(follower, field);
  if (declared !== undefined) return declared;
  const maker = constructorOf(classPath);
  if (maker === undefined) return undefined;
  return parameterProperty(follower, maker, name) ?? agreedValue(assignmentsTo(maker, name).map((value) => follower.valueOf(value)));
}

/** The fields that a class declares in its body. */
export function fieldsOf(classPath: NodePath<t.Class>): NodePath[] {
  return classPath
    .get('body')
    .get('body')
    .filter((member) => member.isClassProperty() || member.isClassPrivateProperty() || member.isClassAccessorProperty());
}

/** The constructor, where the class has one of its own. */
export function constructorOf(classPath: NodePath<t.Class>): NodePath<t.ClassMethod> | undefined {
  const maker = classPath
    .get('body')
    .get('body')
    .find((member) => member.isClassMethod({ kind: 'constructor' }));
  return maker?.isClassMethod() === true ? maker : undefined;
}

function declaredValue(follower: AiFollower, field: NodePath): Followed | undefined {
  const value = childOf(field, 'value');
  if (value !== undefined) return follower.valueOf(value);
  const annotation = childOf(field, 'typeAnnotation');
  return annotation !== undefined && follower.isAiType(annotation) ? { kind: 'ai' } : undefined;
}

function parameterProperty(follower: AiFollower, maker: NodePath<t.ClassMethod>, name: string): Followed | undefined {
  const parameter = maker.get('params').find((candidate) => candidate.isTSParameterProperty() && parameterName(candidate.node) === name);
  if (parameter?.isTSParameterProperty() !== true) return undefined;
  const inner = parameter.get('parameter');
  const target = inner.isAssignmentPattern() ? inner.get('left') : inner;
  return annotatedValue(follower, inner, name) ?? (target.isIdentifier() ? follower.valueOf(target) : undefined);
}

/** The name that `private name: T = x` gives to parameter and field. */
export function parameterName(parameter: t.TSParameterProperty): string | undefined {
  const inner = t.isAssignmentPattern(parameter.parameter) ? parameter.parameter.left : parameter.parameter;
  return t.isIdentifier(inner) ? inner.name : undefined;
}

/** The right sides of `this.name = …` at the top of a constructor. */
export function assignmentsTo(maker: NodePath<t.ClassMethod>, name: string): NodePath[] {
  return maker
    .get('body')
    .get('body')
    .flatMap((statement) => {
      const expression = statement.isExpressionStatement() ? statement.get('expression') : undefined;
      if (expression?.isAssignmentExpression({ operator: '=' }) !== true) return [];
      const { left } = expression.node;
      const isField = memberNameOf(left) === name && t.isMemberExpression(left) && t.isThisExpression(left.object);
      return isField ? [expression.get('right')] : [];
    });
}

/** The method of that name, private ones with their `#`. */
export function methodOf(classPath: NodePath<t.Class>, name: string): NodePath | undefined {
  return classPath
    .get('body')
    .get('body')
    .find((member) => (member.isClassMethod() || member.isClassPrivateMethod()) && keyNameOf(member.node) === name);
}

/** Where a field gets its value: its declaration, a parameter property, the constructor's assignments. */
export function fieldSources(classPath: NodePath<t.Class>, name: string): NodePath[] {
  const maker = constructorOf(classPath);
  const declared = fieldsOf(classPath).filter((member) => keyNameOf(member.node) === name);
  const parameters = maker
    ?.get('params')
    .filter((candidate) => candidate.isTSParameterProperty() && parameterName(candidate.node) === name);
  return [...declared, ...(parameters ?? []), ...(maker === undefined ? [] : assignmentsTo(maker, name))];
}
