import { types as t, type NodePath } from '@babel/core';
import type { Diagnostic } from './split-result.ts';

/** One thing that the workflow program leaves out, or has in another form. */
export interface WorkflowEdit {
  /** What is not there any more: what only it uses goes with it. */
  readonly removed: t.Node;
  apply(): void;
}

/** The edits of a module, and what is worth a note. */
export interface WorkflowEdits {
  readonly edits: readonly WorkflowEdit[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Arguments and values become `undefined` (arguments at the end of the list disappear); members of objects and statements disappear. */
export function removal(path: NodePath): WorkflowEdit {
  const { node, parent } = path;
  return {
    removed: node,
    apply: () => {
      if (t.isObjectExpression(parent)) parent.properties = parent.properties.filter((member) => member !== node);
      else if (t.isBlockStatement(parent)) parent.body = parent.body.filter((statement) => statement !== node);
      else if (t.isCallExpression(parent) || t.isOptionalCallExpression(parent) || t.isNewExpression(parent)) {
        parent.arguments = withoutLast(parent.arguments.map((argument) => (argument === node ? t.identifier('undefined') : argument)));
      } else if (t.isVariableDeclarator(parent)) parent.init = nothingFor(parent.id);
      else if (t.isAssignmentExpression(parent)) parent.right = t.identifier('undefined');
      else if (t.isClassProperty(parent) || t.isClassPrivateProperty(parent)) parent.value = null;
    },
  };
}

/** A pattern takes names off an empty object, so that the declaration itself does not fail. */
function nothingFor(pattern: t.Node): t.Expression {
  if (t.isArrayPattern(pattern)) return t.arrayExpression([]);
  return t.isObjectPattern(pattern) ? t.objectExpression([]) : t.identifier('undefined');
}

function withoutLast(given: t.CallExpression['arguments']): t.CallExpression['arguments'] {
  const last = given.findLastIndex((argument) => !t.isIdentifier(argument, { name: 'undefined' }));
  return given.slice(0, last + 1);
}
