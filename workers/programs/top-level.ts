import { types as t } from '@babel/core';
import { parseModule } from '../split/parse-module.ts';

/** Calls `visit` for a node and for what runs with it: not for what stands in functions. */
export function visitRunning(node: t.Node, visit: (node: t.Node) => void): void {
  visit(node);
  if (t.isFunction(node)) return;
  for (const key of t.VISITOR_KEYS[node.type] ?? []) {
    const children = (node as unknown as Record<string, t.Node | (t.Node | null)[] | null | undefined>)[key];
    for (const child of [children].flat()) if (child != null) visitRunning(child, visit);
  }
}

/** Whether a statement at the top of a module waits (`await`, `for await`) while it runs. */
export function isWaiting(statement: t.Node): boolean {
  return runs(statement, (node) => t.isAwaitExpression(node) || (t.isForOfStatement(node) && node.await));
}

/** Whether anything that runs with a node is as wanted. */
export function runs(node: t.Node, isWanted: (node: t.Node) => boolean): boolean {
  let isFound = false;
  visitRunning(node, (child) => void (isFound ||= isWanted(child)));
  return isFound;
}

/** Whether a module waits at its top level. */
export function waitsAtTopLevel(code: string, file: string): boolean {
  return /\bawait\b/.test(code) && parseModule(code, file).file.program.body.some(isWaiting);
}
