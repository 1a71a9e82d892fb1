import { types as t, type NodePath } from '@babel/core';
import type { Binding } from './bindings.ts';
import type { SchemaCall } from './schema-call.ts';
import { childOf, isTypePosition, keyNameOf, startOf, unwrapPath } from './syntax.ts';
import { argumentPaths } from './find-sites.ts';

/** A member of the options of a call that holds a schema. */
export interface SchemaPlace {
  /** The first call that takes the schema. */
  readonly call: SchemaCall['call'];
  readonly member: NodePath<t.ObjectProperty>;
  /** The schema, as it is written. */
  readonly value: NodePath;
}

interface Search {
  /** Expressions that stand for options, or for a part of them, and are nothing else. */
  readonly holders: Set<t.Node>;
  readonly found: Map<t.Node, SchemaPlace & { readonly constants: Set<Binding> }>;
}

interface Part {
  readonly call: SchemaCall['call'];
  readonly expression: NodePath;
  readonly members: readonly string[];
  /** Constants that the way to this part leads through. */
  readonly constants: readonly Binding[];
}

/**
 * Schemas in object literals: written in the call, spread into it, or held by constants that are only used for such calls, so that
 * nobody else sees what stands in the schema's place. `isElsewhere`: uses that the workflow program does not have.
 */
export function findSchemaPlaces(calls: readonly SchemaCall[], isElsewhere: (path: NodePath) => boolean): SchemaPlace[] {
  const search: Search = { holders: new Set(), found: new Map() };
  for (const { call, rule } of calls) {
    const expression = argumentPaths(call)[rule.argument];
    if (expression === undefined) continue;
    for (const members of rule.members) lookInto(search, { call, expression, members, constants: [] });
  }
  const isOnlyOptions = ({ constantViolations, referencePaths, scope }: Binding): boolean => {
    // a local constant that a step uses travels to it; one of the module is also there
    const isGone = (path: NodePath): boolean => isTypePosition(path) || (scope.path.isProgram() && isElsewhere(path));
    return constantViolations.length === 0 && referencePaths.every((path) => search.holders.has(path.node) || isGone(path));
  };
  return [...search.found.values()]
    .filter(({ constants }) => [...constants].every(isOnlyOptions))
    .sort((first, second) => startOf(first.member.node) - startOf(second.member.node));
}

function lookInto(search: Search, part: Part): void {
  const target = unwrapPath(part.expression);
  search.holders.add(target.node);
  if (target.isObjectExpression()) for (const member of target.get('properties')) lookAtMember(search, part, member);
  const binding = target.isIdentifier() ? target.scope.getBinding(target.node.name) : undefined;
  if (binding?.path.isVariableDeclarator() !== true || !t.isIdentifier(binding.path.node.id) || part.constants.includes(binding)) return;
  const initial = childOf(binding.path, 'init');
  if (initial !== undefined) lookInto(search, { ...part, expression: initial, constants: [...part.constants, binding] });
}

function lookAtMember(search: Search, part: Part, member: NodePath): void {
  if (member.isSpreadElement()) lookInto(search, { ...part, expression: member.get('argument') });
  const [name, ...rest] = part.members;
  if (!member.isObjectProperty() || keyNameOf(member.node) !== name) return;
  const value = childOf(member, 'value');
  if (value === undefined) return;
  if (rest.length > 0) lookInto(search, { ...part, expression: value, members: rest });
  else {
    const known = search.found.get(member.node) ?? { call: part.call, member, value, constants: new Set<Binding>() };
    search.found.set(member.node, known);
    for (const constant of part.constants) known.constants.add(constant);
  }
}
