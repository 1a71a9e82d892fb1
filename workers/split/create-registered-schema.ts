import { types as t } from '@babel/core';
import type { GeneratedNames } from './generated-names.ts';
import type { SchemaPlan } from './plan-schemas.ts';
import { unwrapExpression } from './syntax.ts';
import type { WorkflowEdit } from './workflow-edit.ts';

/** `schema: capturedSchema('/schema/menu/1')`: what the workflow program has in the place of a schema. */
export function toSchemaEdit({ key, member, value }: SchemaPlan, names: GeneratedNames): WorkflowEdit {
  return {
    removed: value.node,
    apply: () => {
      const call = t.callExpression(t.identifier(names.capturedSchema), [t.stringLiteral(key)]);
      call.loc = value.node.loc ?? null;
      member.node.shorthand = false;
      member.node.value = call;
    },
  };
}

/** `registerSchema('/schema/menu/1', () => Answer)`: what it is made of need not be there yet when the module begins. */
export function createRegisteredSchema({ key, value, declarations }: SchemaPlan, names: GeneratedNames): t.Statement {
  const expression = t.cloneNode(unwrapExpression(value.node), true, false) as t.Expression;
  const constants = declarations.map(({ node }) => t.variableDeclaration('const', [t.cloneNode(node, true, false)]));
  const body = constants.length === 0 ? expression : t.blockStatement([...constants, t.returnStatement(expression)]);
  const make = t.arrowFunctionExpression([], body);
  return t.expressionStatement(t.callExpression(t.identifier(names.registerSchema), [t.stringLiteral(key), make]));
}
