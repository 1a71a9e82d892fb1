import type { NodePath, types as t } from '@babel/core';
import { enclosingClass, type Binding } from './bindings.ts';
import { argumentPaths, type Site } from './find-sites.ts';
import { fieldsOf, methodOf } from './follow-fields.ts';
import { argumentsGivenTo, keyThatBinds, parameterOf, type ParameterPlace } from './follow-parameters.ts';
import { rootOf } from './mutations.ts';
import type { StepRegions } from './step-regions.ts';
import { childOf, keyNameOf, memberNameOf, unwrapPath } from './syntax.ts';

/** Something around a step that code in it leads to: a variable, or a field of `this`. */
export interface WriteOrigin {
  readonly target: Binding | string;
  /** By names and members alone; false where a call or another expression lies between. */
  readonly isDirect: boolean;
}

interface Search {
  readonly code: StepRegions;
  readonly site: Site;
  readonly seen: Set<Binding>;
}

/** Through names that the step declares, loops, parameters of its functions and of callbacks, and the step's own input. */
export function findWriteOrigins(code: StepRegions, site: Site, expression: NodePath): WriteOrigin[] {
  return ofExpression({ code, site, seen: new Set() }, expression);
}

function ofExpression(search: Search, expression: NodePath): WriteOrigin[] {
  const target = unwrapPath(expression);
  const root = rootOf(target);
  if (root !== undefined) return ofRoot(search, root);
  const found: WriteOrigin[] = [];
  target.traverse({
    enter(path) {
      if (path.isFunction()) path.skip();
      else if (path.isThisExpression() || (path.isIdentifier() && path.isReferenced())) found.push(...ofRoot(search, path));
    },
  });
  return found.map(({ target: origin }) => ({ target: origin, isDirect: false }));
}

function ofRoot(search: Search, root: NodePath<t.Identifier> | NodePath<t.ThisExpression>): WriteOrigin[] {
  if (root.isIdentifier()) {
    const binding = root.scope.getBinding(root.node.name);
    return binding === undefined ? [] : ofBinding(search, binding);
  }
  if (!search.code.sharesThis(root)) return [];
  const classPath = enclosingClass(root);
  const name = root.key === 'object' ? memberNameOf(root.parent) : undefined;
  if (name === undefined)
    return classPath === undefined ? [] : fieldsOf(classPath).flatMap((field) => toField(keyNameOf(field.node), false));
  const isMethod = classPath !== undefined && methodOf(classPath, name) !== undefined;
  return isMethod ? [] : toField(name, true);
}

function toField(name: string | undefined, isDirect: boolean): WriteOrigin[] {
  return name === undefined ? [] : [{ target: `this.${name}`, isDirect }];
}

function ofBinding(search: Search, binding: Binding): WriteOrigin[] {
  if (!search.code.isInside(binding.identifier)) return [{ target: binding, isDirect: true }];
  if (search.seen.has(binding)) return [];
  search.seen.add(binding);
  const place = parameterOf(binding);
  if (place !== undefined) return givenTo(search, place).flatMap((given) => ofExpression(search, given));
  const source = sourceOf(binding);
  if (source === undefined) return [];
  const pattern = binding.path.isVariableDeclarator() ? binding.path.get('id') : undefined;
  if (source.isThisExpression() && search.code.sharesThis(source) && pattern?.isObjectPattern() === true) {
    return toField(keyThatBinds(pattern, binding.identifier.name), true);
  }
  return ofExpression(search, source);
}

/** `const item = …`, `for (const item of …)`. */
function sourceOf(binding: Binding): NodePath | undefined {
  if (!binding.path.isVariableDeclarator()) return undefined;
  const declaration = binding.path.parentPath;
  const loop = declaration?.key === 'left' ? declaration.parentPath : undefined;
  return loop?.isForXStatement() === true ? loop.get('right') : childOf(binding.path, 'init');
}

/** What a parameter is given: the step's input, the list that a callback goes through, or the arguments of calls in the step. */
function givenTo({ code, site }: Search, { owner, index }: ParameterPlace): NodePath[] {
  if (owner.node === code.stepFunction?.node) {
    const [, input, ...rest] = argumentPaths(site.call);
    return index === 0 && input !== undefined && rest.length > 0 && !input.isFunction() ? [input] : [];
  }
  const call = owner.listKey === 'arguments' ? owner.parentPath : null;
  const callee = call === null ? undefined : childOf(call, 'callee');
  const receiver = callee === undefined ? undefined : childOf(callee, 'object');
  if (receiver !== undefined) return [receiver];
  return argumentsGivenTo(owner, index).filter((argument) => code.isInside(argument.node));
}
