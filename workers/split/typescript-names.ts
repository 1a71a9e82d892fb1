import type { NodePath, types as t } from '@babel/core';
import type { Binding } from './bindings.ts';

/** Babel's scopes leave out enums, namespaces, `import x = require()` and parameter properties: this adds them, with their uses. */
export function registerTypeScriptNames(program: NodePath<t.Program>): void {
  const added = new Set<Binding>();
  const register = (kind: 'let' | 'param', name: NodePath, declaration: NodePath): void => {
    if (!name.isIdentifier() || declaration.scope.hasOwnBinding(name.node.name)) return;
    declaration.scope.registerBinding(kind, name, declaration);
    const binding = declaration.scope.getOwnBinding(name.node.name);
    if (binding !== undefined) added.add(binding);
  };
  program.traverse({
    TSEnumDeclaration: (path) => register('let', path.get('id'), path),
    TSModuleDeclaration(path) {
      const name = path.get('id');
      if (path.node.declare !== true && name.isIdentifier()) register('let', name, path);
    },
    TSImportEqualsDeclaration: (path) => register('let', path.get('id'), path),
    TSParameterProperty(path) {
      const parameter = path.get('parameter');
      const name = parameter.isAssignmentPattern() ? parameter.get('left') : parameter;
      register('param', name, path);
    },
  });
  if (added.size === 0) return;
  program.traverse({
    Identifier(path) {
      const binding = path.isReferenced() ? path.scope.getBinding(path.node.name) : undefined;
      if (binding !== undefined && added.has(binding) && path.node !== binding.identifier) binding.reference(path);
    },
  });
}
