import { types as t } from '@babel/core';
import type { GeneratedNames } from './generated-names.ts';
import type { CapturedValue, StepPlan } from './step-plan.ts';

/** `capturedStep(key, () => ({ theme }), (written) => { ({ count } = written); })`: what stands in the place of a step's function. */
export function createCapturedCall(step: StepPlan, names: GeneratedNames): t.CallExpression {
  const given: t.Expression[] = [t.stringLiteral(step.name.key), t.arrowFunctionExpression([], capturedObject(step))];
  if (step.writes.length > 0) given.push(writer(step.writes, names));
  const call = t.callExpression(t.identifier(names.capturedStep), given);
  call.loc = step.body.node.loc ?? null;
  return call;
}

function capturedObject(step: StepPlan): t.ObjectExpression {
  const properties = step.values.map((value) =>
    t.objectProperty(t.identifier(value.name), capturedValue(value), false, value.fields === undefined),
  );
  const { instance } = step;
  if (instance !== undefined) properties.push(t.objectProperty(t.identifier('this'), fieldsObject(t.thisExpression(), instance.fields)));
  return t.objectExpression(properties);
}

/** Members travel alone where nothing else is read: `response == null ? response : { text: response.text }`. */
function capturedValue({ name, fields }: CapturedValue): t.Expression {
  if (fields === undefined) return t.identifier(name);
  const isMissing = t.binaryExpression('==', t.identifier(name), t.nullLiteral());
  return t.conditionalExpression(isMissing, t.identifier(name), fieldsObject(t.identifier(name), fields));
}

function fieldsObject(object: t.Expression, fields: readonly string[]): t.ObjectExpression {
  return t.objectExpression(
    fields.map((field) => {
      const isPlain = t.isValidIdentifier(field, false);
      const key = isPlain ? t.identifier(field) : t.stringLiteral(field);
      return t.objectProperty(key, t.memberExpression(t.cloneNode(object), t.cloneNode(key), !isPlain));
    }),
  );
}

function writer(writes: readonly string[], names: GeneratedNames): t.ArrowFunctionExpression {
  const pattern = t.objectPattern(writes.map((name) => t.objectProperty(t.identifier(name), t.identifier(name), false, true)));
  const assignment = t.expressionStatement(t.assignmentExpression('=', pattern, t.identifier(names.written)));
  return t.arrowFunctionExpression([t.identifier(names.written)], t.blockStatement([assignment]));
}
