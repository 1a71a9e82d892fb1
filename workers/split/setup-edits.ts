import { types as t, type NodePath } from '@babel/core';
import { NODE_REASONS } from './find-reasons.ts';
import { definitionSites } from './defining-code.ts';
import type { Diagnostic } from './split-result.ts';
import type { SplitPlan } from './split-plan.ts';
import { childOf, isWithin, keyNameOf } from './syntax.ts';
import { removal, type WorkflowEdit, type WorkflowEdits } from './workflow-edit.ts';

/**
 * Classes and functions that define flows run in the sandbox too, when the app is loaded. What in them needs Node is left out there:
 * values of fields, statements of constructors and of the defining functions, bodies of methods.
 */
export function setupEdits(plan: SplitPlan): WorkflowEdits {
  const edits: WorkflowEdit[] = [];
  const diagnostics: Diagnostic[] = [];
  const drop = (path: NodePath, what: NodePath, note: (reason: Diagnostic) => string): void => {
    const reason = nodeReason(plan, path);
    if (reason === undefined) return;
    edits.push(removal(what));
    diagnostics.push(plan.analysis.diagnostic('DK1404', what.node, note(reason)));
  };
  const dropValues = (declaration: NodePath<t.VariableDeclaration>): void => {
    for (const declarator of declaration.get('declarations')) {
      const value = childOf(declarator, 'init');
      if (value !== undefined && !value.isFunction()) drop(value, value, undefinedNote);
    }
  };
  const dropStatements = (body: NodePath<t.BlockStatement>): void => {
    for (const statement of body.get('body')) {
      if (statement.isVariableDeclaration()) dropValues(statement);
      if (!statement.isExpressionStatement()) continue;
      const expression = statement.get('expression');
      const value = expression.isAssignmentExpression() ? expression.get('right') : undefined;
      if (value === undefined) drop(expression, statement, (reason) => `The workflow program leaves this out: ${reason.message}`);
      else drop(value, value, undefinedNote);
    }
  };
  const { fields, functions } = plan.analysis.found;
  for (const field of fields) {
    const value = childOf(field, 'value');
    if (value !== undefined && !value.isFunction()) drop(value, value, undefinedNote);
  }
  for (const path of functions) {
    const body = childOf(path, 'body');
    if (body?.isBlockStatement() !== true) continue;
    if (path.isClassMethod() && path.node.kind !== 'constructor') {
      if (!plan.analysis.flowBodies.has(path.node) && nodeReason(plan, path) !== undefined) edits.push(throwing(path));
    } else if (path.isClassMethod() || isDefining(plan, path)) dropStatements(body);
  }
  return { edits, diagnostics };
}

function undefinedNote(reason: Diagnostic): string {
  return `The workflow program gets \`undefined\` here: ${reason.message}`;
}

function nodeReason({ finder }: SplitPlan, path: NodePath): Diagnostic | undefined {
  return finder.ofRegion(path).find(({ slug }) => NODE_REASONS.has(slug));
}

function isDefining({ analysis }: SplitPlan, path: NodePath): boolean {
  const isFlowCode = [...analysis.flowBodies.keys()].some((body) => isWithin(path.node, body));
  return !isFlowCode && definitionSites(analysis).some(({ call }) => isWithin(call.node, path.node));
}

/** The method stays, and says where it runs. */
function throwing(method: NodePath<t.ClassMethod>): WorkflowEdit {
  const { node } = method;
  const message = t.stringLiteral(`The method ${keyNameOf(node) ?? 'of this class'} needs Node: call it in a step.`);
  const body = t.blockStatement([t.throwStatement(t.newExpression(t.identifier('Error'), [message]))]);
  return { removed: node.body, apply: () => void (node.body = body) };
}
