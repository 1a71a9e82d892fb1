import { types as t, type NodePath } from '@babel/core';
import { childOf, keyNameOf, moduleNameOf, requiredModule, unwrapPath } from './syntax.ts';

/** A name's declaration with all its uses, as Babel's scopes give it. */
export type Binding = NonNullable<ReturnType<NodePath['scope']['getBinding']>>;

/** Module and name that an imported name stands for; `*` for a namespace, `default` for the default. */
export interface ImportedName {
  readonly specifier: string;
  readonly name: string;
}

/** Undefined for names that come neither from `import` nor from a constant `require`. */
export function importOf(binding: Binding): ImportedName | undefined {
  return requiredNameOf(binding) ?? importedNameOf(binding);
}

function requiredNameOf(binding: Binding): ImportedName | undefined {
  if (!binding.path.isVariableDeclarator() || binding.constantViolations.length > 0) return undefined;
  const { id, init } = binding.path.node;
  const specifier = requiredModule(init);
  if (specifier === undefined) return undefined;
  if (t.isIdentifier(id)) return { specifier, name: '*' };
  if (!t.isObjectPattern(id)) return undefined;
  for (const property of id.properties) {
    if (!t.isObjectProperty(property)) continue;
    const target = t.isAssignmentPattern(property.value) ? property.value.left : property.value;
    const key = keyNameOf(property);
    if (key !== undefined && t.isIdentifier(target, { name: binding.identifier.name })) return { specifier, name: key };
  }
  return undefined;
}

function importedNameOf(binding: Binding): ImportedName | undefined {
  const declaration = binding.path.parent;
  if (binding.path.isTSImportEqualsDeclaration()) {
    const reference = binding.path.node.moduleReference;
    return t.isTSExternalModuleReference(reference) ? { specifier: reference.expression.value, name: '*' } : undefined;
  }
  if (!t.isImportDeclaration(declaration)) return undefined;
  const specifier = declaration.source.value;
  if (binding.path.isImportNamespaceSpecifier()) return { specifier, name: '*' };
  if (binding.path.isImportDefaultSpecifier()) return { specifier, name: 'default' };
  return binding.path.isImportSpecifier() ? { specifier, name: moduleNameOf(binding.path.node.imported) } : undefined;
}

/** The function that a name stands for: a declaration, or a constant that holds a function. */
export function functionOf(binding: Binding): NodePath<t.Function> | undefined {
  if (binding.path.isFunctionDeclaration()) return binding.path;
  if (!binding.path.isVariableDeclarator() || binding.constantViolations.length > 0) return undefined;
  if (!t.isIdentifier(binding.path.node.id)) return undefined;
  const initial = childOf(binding.path, 'init');
  const content = initial === undefined ? undefined : unwrapPath(initial);
  return content?.isFunction() === true ? content : undefined;
}

/** The name under which a function or class is known where it stands: its own, or the constant's. */
export function nameBindingOf(path: NodePath): Binding | undefined {
  if (path.isFunctionDeclaration() || path.isClassDeclaration()) {
    const { id } = path.node;
    return id === null || id === undefined ? undefined : path.scope.parent.getBinding(id.name);
  }
  const holder = path.findParent((parent) => !isWrapper(parent));
  if (holder?.isVariableDeclarator() !== true) return undefined;
  return t.isIdentifier(holder.node.id) ? holder.scope.getBinding(holder.node.id.name) : undefined;
}

function isWrapper(path: NodePath): boolean {
  return path.isTSAsExpression() || path.isTSSatisfiesExpression() || path.isTSNonNullExpression() || path.isParenthesizedExpression();
}

/** The class whose `this` a place sees: arrow functions are looked through. */
export function enclosingClass(path: NodePath): NodePath<t.Class> | undefined {
  const owner = path.findParent((parent) => isThisOwner(parent));
  const classPath = owner?.parentPath?.parentPath;
  return classPath?.isClass() === true ? classPath : undefined;
}

/** Where `this` gets a meaning of its own. */
export function isThisOwner(path: NodePath): boolean {
  if (path.isFunction()) return !path.isArrowFunctionExpression();
  return path.isClassProperty() || path.isClassPrivateProperty() || path.isClassAccessorProperty() || path.isStaticBlock();
}
