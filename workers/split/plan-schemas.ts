import { types as t, type NodePath } from '@babel/core';
import type { Binding } from './bindings.ts';
import { definitionSites } from './defining-code.ts';
import { actionBodiesOf } from './find-sites.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import { findSchemaPlaces, type SchemaPlace } from './find-schema-places.ts';
import { scopeOf } from './step-keys.ts';
import { walkCode } from './step-regions.ts';
import { childOf, isWithin, startOf } from './syntax.ts';

/** A schema of flow code that the worker turns into JSON Schema, so that the sandbox needs no zod. */
export interface SchemaPlan extends SchemaPlace {
  /** `/schema/<scope>/<n>`: the scope as in the keys of steps, `n` from 1 in the order of the source. */
  readonly key: string;
  /** Constants of functions that the schema is made of, in source order. */
  readonly declarations: readonly NodePath<t.VariableDeclarator>[];
}

/** Schemas of code that the workflow program may have, if they are made of nothing that only a run knows. */
export function planSchemas(analysis: ModuleAnalysis, moduleName: string): SchemaPlan[] {
  const bodies = new Set<t.Node>(analysis.stepBodies.keys());
  for (const body of definitionSites(analysis).flatMap(actionBodiesOf)) bodies.add(body.node);
  const isOnNode = (path: NodePath): boolean => path.find((place) => bodies.has(place.node)) !== null;
  const calls = analysis.found.schemaCalls.filter(({ call }) => !isOnNode(call));
  const counts = new Map<string, number>();
  return findSchemaPlaces(calls, isOnNode).flatMap((place) => {
    const declarations = isNothing(place.value.node) ? undefined : findDeclarations(analysis, place.value);
    if (declarations === undefined) return [];
    const scope = schemaScope(analysis, place, moduleName);
    const count = (counts.get(scope) ?? 0) + 1;
    counts.set(scope, count);
    return [{ ...place, key: `/schema/${scope}/${count}`, declarations }];
  });
}

function isNothing(node: t.Node): boolean {
  return t.isNullLiteral(node) || t.isIdentifier(node, { name: 'undefined' });
}

/** A flow's name is unique in an app; other names are told apart by their module. */
function schemaScope(analysis: ModuleAnalysis, { call }: SchemaPlace, moduleName: string): string {
  const { scope, flow } = scopeOf(analysis, call);
  if (scope === undefined) return moduleName;
  const isUnique = flow?.rule.role === 'flow' && !scope.includes('*');
  return isUnique ? scope : `${moduleName}#${scope}`;
}

/** Globals that give the same on the worker and in a run, today and tomorrow. */
const STEADY_GLOBALS: ReadonlySet<string> = new Set(
  'undefined NaN Infinity Object Array String Number Boolean BigInt Symbol RegExp JSON Set Map Error'.split(' '),
);

/** The local constants that an expression needs; undefined where it cannot stand at the end of the module. */
function findDeclarations(analysis: ModuleAnalysis, value: NodePath): NodePath<t.VariableDeclarator>[] | undefined {
  const regions: NodePath[] = [value];
  const locals = new Map<string, NodePath<t.VariableDeclarator>>();
  const outer = new Set<string>();
  let canMove = true;
  const use = (binding: Binding | undefined, name: string): void => {
    if (binding === undefined) canMove &&= STEADY_GLOBALS.has(name);
    else if (regions.some((region) => isWithin(binding.identifier, region.node))) return;
    else if (analysis.isModuleLevel(binding)) outer.add(name);
    else {
      const declarator = constantOf(binding);
      const known = locals.get(name);
      if (declarator === undefined || (known !== undefined && known.node !== declarator.node)) canMove = false;
      else if (known === undefined) {
        locals.set(name, declarator);
        regions.push(declarator);
      }
    }
  };
  for (const region of regions) {
    const code = region.isVariableDeclarator() ? childOf(region, 'init') : region;
    if (code !== undefined && canMove)
      walkCode(code, (path) => {
        if (path.isIdentifier()) use(path.scope.getBinding(path.node.name), path.node.name);
        else canMove &&= !isOfItsPlace(path);
      });
  }
  // one name for a variable of the module and for a local one: written side by side they would be the same
  if (!canMove || [...outer].some((name) => locals.has(name))) return undefined;
  return [...locals.values()].sort((first, second) => startOf(first.node) - startOf(second.node));
}

/** Code whose meaning depends on the function or the moment that it runs in. */
function isOfItsPlace({ node }: NodePath): boolean {
  return (
    t.isThisExpression(node) ||
    t.isSuper(node) ||
    t.isMetaProperty(node) ||
    t.isAwaitExpression(node) ||
    t.isYieldExpression(node) ||
    t.isAssignmentExpression(node) ||
    t.isUpdateExpression(node)
  );
}

/** `const Answer = …` of a function; not a variable of a loop, a pattern, or one that is assigned. */
function constantOf(binding: Binding): NodePath<t.VariableDeclarator> | undefined {
  const { path } = binding;
  if (binding.kind !== 'const' || !path.isVariableDeclarator() || !t.isIdentifier(path.node.id)) return undefined;
  return path.node.init === null || path.node.init === undefined ? undefined : path;
}
