import { types as t, type NodePath } from '@babel/core';
import type { GeneratedNames } from './generated-names.ts';
import type { StepPlan } from './step-plan.ts';
import { unwrapExpression } from './syntax.ts';

/** `registerStep(key, async ({ theme }, { sideChannel }, ...stepArguments) => { … })`: a step as the worker knows it. */
export function createRegisteredStep(step: StepPlan, names: GeneratedNames): t.Statement {
  const parameters = [capturedPattern(step, names), surroundingsPattern(step, names), t.restElement(t.identifier(names.arguments))];
  const run = t.arrowFunctionExpression(parameters, t.blockStatement(runStatements(step, names)), true);
  return t.expressionStatement(t.callExpression(t.identifier(names.registerStep), [t.stringLiteral(step.name.key), run]));
}

function capturedPattern(step: StepPlan, names: GeneratedNames): t.Identifier | t.ObjectPattern {
  const properties = step.values.map(({ name }) => t.objectProperty(t.identifier(name), t.identifier(name), false, true));
  if (step.instance !== undefined) properties.push(t.objectProperty(t.identifier('this'), t.identifier(names.self)));
  return properties.length === 0 ? t.identifier(names.captured) : t.objectPattern(properties);
}

function surroundingsPattern(step: StepPlan, names: GeneratedNames): t.ObjectPattern {
  const properties: t.ObjectProperty[] = [];
  const needsAi = step.surroundings.length > 0 || (step.instance?.aiFields.length ?? 0) > 0;
  if (needsAi) properties.push(t.objectProperty(t.identifier('ai'), t.identifier(names.ai)));
  if (step.sideChannel !== undefined) properties.push(t.objectProperty(t.identifier('sideChannel'), sideChannelPattern(step.sideChannel)));
  return t.objectPattern(properties);
}

/** The parameter as the user wrote it, without its type: an annotation cannot stand inside a pattern. */
function sideChannelPattern(node: t.Node): t.PatternLike {
  const pattern = t.cloneNode(node, true, false) as t.PatternLike;
  for (const part of t.isAssignmentPattern(pattern) ? [pattern.left, pattern] : [pattern]) {
    if ('typeAnnotation' in part) part.typeAnnotation = null;
    if ('optional' in part) part.optional = false;
  }
  return pattern;
}

function runStatements(step: StepPlan, names: GeneratedNames): t.Statement[] {
  const inner = [...surroundingStatements(step, names), ...step.declarations.map(hoistedDeclaration), ...callStatements(step, names)];
  if (step.instance === undefined) return inner;
  const body = t.functionExpression(null, [], t.blockStatement(inner), false, true);
  const call = t.callExpression(t.memberExpression(body, t.identifier('call')), [instanceExpression(step, names)]);
  return [t.returnStatement(call)];
}

function surroundingStatements(step: StepPlan, names: GeneratedNames): t.Statement[] {
  return step.surroundings.map(({ name, member }) => {
    const ai = t.identifier(names.ai);
    const value = member === undefined ? ai : t.memberExpression(ai, t.identifier(member));
    return t.variableDeclaration('const', [t.variableDeclarator(t.identifier(name), value)]);
  });
}

function hoistedDeclaration(path: NodePath): t.Statement {
  const copy = t.cloneNode(path.node, true, false);
  if (t.isVariableDeclarator(copy)) return t.variableDeclaration('const', [copy]);
  return copy as t.FunctionDeclaration | t.ClassDeclaration;
}

function callStatements(step: StepPlan, names: GeneratedNames): t.Statement[] {
  const body = t.cloneNode(unwrapExpression(step.body.node), true, false) as t.Expression;
  const call = t.awaitExpression(t.callExpression(body, [t.spreadElement(t.identifier(names.arguments))]));
  const result = t.variableDeclaration('const', [t.variableDeclarator(t.identifier(names.result), call)]);
  const properties = [t.objectProperty(t.identifier('result'), t.identifier(names.result))];
  if (step.writes.length > 0) {
    const writes = step.writes.map((name) => t.objectProperty(t.identifier(name), t.identifier(name), false, true));
    properties.push(t.objectProperty(t.identifier('writes'), t.objectExpression(writes)));
  }
  return [result, t.returnStatement(t.objectExpression(properties))];
}

/** Fields as captured, `ai` of the worker, and the methods of the class. */
function instanceExpression(step: StepPlan, names: GeneratedNames): t.Expression {
  const fields = t.objectExpression([
    t.spreadElement(t.identifier(names.self)),
    ...(step.instance?.aiFields ?? []).map((field) => t.objectProperty(t.identifier(field), t.identifier(names.ai))),
  ]);
  const className = step.instance?.className;
  if (className === undefined) return fields;
  const objectMethod = (name: string): t.MemberExpression => t.memberExpression(t.identifier('Object'), t.identifier(name));
  const bare = t.callExpression(objectMethod('create'), [t.memberExpression(t.identifier(className), t.identifier('prototype'))]);
  return t.callExpression(objectMethod('assign'), [bare, fields]);
}
