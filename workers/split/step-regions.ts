import type { NodePath, types as t } from '@babel/core';
import { enclosingClass, functionOf, isThisOwner } from './bindings.ts';
import { methodOf } from './follow-fields.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import { childOf, isWithin, memberNameOf, unwrapPath } from './syntax.ts';

/** The code of this module that runs when a step runs: its function, and the functions, classes and methods that it uses. */
export interface StepRegions {
  readonly regions: readonly NodePath[];
  /** The step's own function; undefined where it cannot be seen. */
  readonly stepFunction: NodePath<t.Function> | undefined;
  isInside(node: t.Node): boolean;
  /** True where `this` means the same as at the call of the step. */
  sharesThis(path: NodePath): boolean;
}

/** Follows names into functions of the module, and calls on `this` and on instances into methods. */
export function findStepRegions(analysis: ModuleAnalysis, body: NodePath): StepRegions {
  const own = unwrapPath(body);
  const regions: NodePath[] = [own];
  const owners = new Set<t.Node | undefined>([ownerOfThis(body)]);
  const isInside = (node: t.Node): boolean => regions.some((region) => isWithin(node, region.node));
  const sharesThis = (path: NodePath): boolean => owners.has(ownerOfThis(path));
  const add = (path: NodePath | undefined): void => {
    if (path !== undefined && !isInside(path.node)) regions.push(path);
  };
  for (const region of regions) {
    walkCode(region, (path) => {
      if (path.isIdentifier()) {
        const binding = path.scope.getBinding(path.node.name);
        add(binding?.path.isClassDeclaration() === true ? binding.path : binding && functionOf(binding));
        return;
      }
      const method = methodAt(analysis, path, sharesThis);
      if (method?.isOwn === true) owners.add(method.path.node);
      add(method?.path);
    });
  }
  const named = own.isIdentifier() ? own.scope.getBinding(own.node.name) : undefined;
  const stepFunction = own.isFunction() ? own : named && functionOf(named);
  return { regions, stepFunction, isInside, sharesThis };
}

/** Every node of a piece of code, itself included; names only where they are read. Types are left out. */
export function walkCode(region: NodePath, visit: (path: NodePath) => void): void {
  visit(region);
  region.traverse({
    enter(path) {
      if (path.isTSTypeAnnotation() || path.isTSType() || path.isTSTypeParameterInstantiation()) path.skip();
      else if (!path.isIdentifier() || path.isReferenced()) visit(path);
    },
  });
}

function ownerOfThis(path: NodePath): t.Node | undefined {
  return path.findParent((parent) => isThisOwner(parent))?.node;
}

/** `this.save`, `service.save`: the method of a class of this module. */
function methodAt(
  { follower }: ModuleAnalysis,
  path: NodePath,
  sharesThis: StepRegions['sharesThis'],
): { path: NodePath; isOwn: boolean } | undefined {
  const name = memberNameOf(path.node);
  const object = name === undefined ? undefined : childOf(path, 'object');
  if (name === undefined || object === undefined) return undefined;
  const isOwn = object.isThisExpression() && sharesThis(object);
  const value = object.isThisExpression() ? undefined : follower.valueOf(object);
  const classPath = isOwn ? enclosingClass(object) : value?.kind === 'instance' || value?.kind === 'class' ? value.path : undefined;
  const method = classPath === undefined ? undefined : methodOf(classPath, name);
  return method === undefined ? undefined : { path: method, isOwn };
}
