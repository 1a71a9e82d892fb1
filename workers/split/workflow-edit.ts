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

/** Arguments become `undefined` (and disappear at the end of the list); members of objects and statements disappear. */
export function removal(path: NodePath): WorkflowEdit {
  const { node, parent } = path;
  return {
    removed: node,
    apply: () => {
      if (t.isObjectExpression(parent)) parent.properties = parent.properties.filter((member) => member !== node);
      else if (t.isBlockStatement(parent)) parent.body = parent.body.filter((statement) => statement !== node);
      else if (t.isCallExpression(parent) || t.isOptionalCallExpression(parent) || t.isNewExpression(parent)) {
        parent.arguments = withoutLast(parent.arguments.map((argument) => (argument === node ? t.identifier('undefined') : argument)));
      } else if (t.isAssignmentExpression(parent)) parent.right = t.identifier('undefined');
      else if (t.isClassProperty(parent) || t.isClassPrivateProperty(parent)) parent.value = null;
    },
  };
}

function withoutLast(given: t.CallExpression['arguments']): t.CallExpression['arguments'] {
  const last = given.findLastIndex((argument) => !t.isIdentifier(argument, { name: 'undefined' }));
  return given.slice(0, last + 1);
}
