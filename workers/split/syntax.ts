import { types as t, type NodePath } from '@babel/core';

/** A call, plain or with `?.`. */
export type CallPath = NodePath<t.CallExpression> | NodePath<t.OptionalCallExpression>;

/** Through parentheses, `as`, `satisfies`, `!` and `<T>x`: the expression that is meant. */
export function unwrapExpression(node: t.Node): t.Node {
  let current = node;
  while (
    t.isTSAsExpression(current) ||
    t.isTSSatisfiesExpression(current) ||
    t.isTSNonNullExpression(current) ||
    t.isTSTypeAssertion(current) ||
    t.isParenthesizedExpression(current)
  ) {
    current = current.expression;
  }
  return current;
}

/** As {@link unwrapExpression}, for a path. */
export function unwrapPath(path: NodePath): NodePath {
  let current = path;
  while (current.node !== unwrapExpression(current.node)) {
    const inner = current.get('expression');
    if (Array.isArray(inner)) return current;
    current = inner;
  }
  return current;
}

/** The one child under a name; undefined where there is none. */
export function childOf(path: NodePath, key: string): NodePath | undefined {
  const child = path.get(key) as NodePath | NodePath[] | undefined;
  if (child === undefined || Array.isArray(child)) return undefined;
  return (child.node as t.Node | null | undefined) ? child : undefined;
}

/** The children of a list; empty where there is none. */
export function childrenOf(path: NodePath, key: string): NodePath[] {
  const children = path.get(key) as NodePath | NodePath[];
  return Array.isArray(children) ? children : [];
}

/** `x.name`, `x?.name`, `x['name']`, `x.#name`; undefined for computed names. */
export function memberNameOf(node: t.Node): string | undefined {
  if (!t.isMemberExpression(node) && !t.isOptionalMemberExpression(node)) return undefined;
  if (t.isPrivateName(node.property)) return `#${node.property.id.name}`;
  if (!node.computed && t.isIdentifier(node.property)) return node.property.name;
  return t.isStringLiteral(node.property) ? node.property.value : undefined;
}

/** The name of a property, method or field; undefined for computed names and spreads. */
export function keyNameOf(node: t.Node): string | undefined {
  const key = 'key' in node ? (node.key as t.Node) : undefined;
  if (key === undefined || ('computed' in node && node.computed === true)) return undefined;
  if (t.isIdentifier(key)) return key.name;
  if (t.isPrivateName(key)) return `#${key.id.name}`;
  return t.isStringLiteral(key) ? key.value : undefined;
}

/** The member of an object literal with that name. */
export function memberOf(object: t.Node | null | undefined, name: string): t.ObjectMember | undefined {
  if (!t.isObjectExpression(object)) return undefined;
  return object.properties.find((member): member is t.ObjectMember => !t.isSpreadElement(member) && keyNameOf(member) === name);
}

/** The text of a literal, also of a template without holes. */
export function literalText(node: t.Node | null | undefined): string | undefined {
  if (node === null || node === undefined) return undefined;
  const expression = unwrapExpression(node);
  if (t.isStringLiteral(expression)) return expression.value;
  if (t.isTemplateLiteral(expression) && expression.expressions.length === 0) return expression.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** `require('x')`, `import x = require('x')` and `await import('x')` name a module; undefined otherwise. */
export function requiredModule(node: t.Node | null | undefined): string | undefined {
  if (node === null || node === undefined) return undefined;
  const expression = unwrapExpression(node);
  if (t.isAwaitExpression(expression)) {
    const call = unwrapExpression(expression.argument);
    return t.isCallExpression(call) && t.isImport(call.callee) ? literalText(call.arguments[0]) : undefined;
  }
  if (!t.isCallExpression(expression) || !t.isIdentifier(expression.callee, { name: 'require' })) return undefined;
  return literalText(expression.arguments[0]);
}

/** The name of an import or export specifier. */
export function moduleNameOf(name: t.Identifier | t.StringLiteral): string {
  return t.isIdentifier(name) ? name.name : name.value;
}

/** True where both places are of the same text, the first within the second. */
export function isWithin(inner: t.Node, outer: t.Node): boolean {
  return startOf(inner) >= startOf(outer) && endOf(inner) <= endOf(outer);
}

/** Offset of a node's first character. Nodes of a parsed text always have one. */
export function startOf(node: t.Node): number {
  return node.start ?? 0;
}

/** Offset behind a node's last character. */
export function endOf(node: t.Node): number {
  return node.end ?? 0;
}

/** A reference that only the types need: gone when types are stripped. */
export function isTypePosition(path: NodePath): boolean {
  let current = path;
  while (current.parentPath !== null && t.isTSQualifiedName(current.parent)) current = current.parentPath;
  const parent = current.parent;
  if (t.isTSType(parent) || t.isTSTypeParameter(parent)) return true;
  if (t.isTSExpressionWithTypeArguments(parent) || t.isTSTypePredicate(parent)) return true;
  if (t.isExportSpecifier(parent)) return parent.exportKind === 'type' || isTypeExport(current.parentPath?.parent);
  return false;
}

function isTypeExport(node: t.Node | undefined): boolean {
  return t.isExportNamedDeclaration(node) && node.exportKind === 'type';
}

/** Statements that only the types need. */
export function isTypeStatement(node: t.Node): boolean {
  if (t.isTSInterfaceDeclaration(node) || t.isTSTypeAliasDeclaration(node) || t.isTSDeclareFunction(node)) return true;
  if (t.isImportDeclaration(node)) return node.importKind === 'type' || node.importKind === 'typeof';
  if (t.isExportNamedDeclaration(node) && node.declaration !== null && node.declaration !== undefined) {
    return isTypeStatement(node.declaration);
  }
  if (t.isExportNamedDeclaration(node) || t.isExportAllDeclaration(node)) return node.exportKind === 'type';
  return 'declare' in node && node.declare === true;
}

/** The target of an assignment, of `++`, of `delete`, or of a loop: not merely read. */
export function isAssigned(path: NodePath): boolean {
  const { parent, key } = path;
  if (t.isUpdateExpression(parent) || t.isUnaryExpression(parent, { operator: 'delete' })) return true;
  const isTarget = key === 'left' && (t.isAssignmentExpression(parent) || t.isForXStatement(parent));
  if (isTarget || t.isArrayPattern(parent) || t.isRestElement(parent)) return true;
  return t.isObjectProperty(parent) && key === 'value' && t.isObjectPattern(path.parentPath?.parent);
}
