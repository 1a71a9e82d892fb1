import type { NodePath, types as t } from '@babel/core';
import type { Binding } from './bindings.ts';
import type { ModuleSurroundings } from './split-options.ts';

/** What an expression is known to be, as far as the split cares. */
export type Followed =
  | { readonly kind: 'ai' | 'factory' }
  /** `definition`: what the method of that name made. */
  | { readonly kind: 'member' | 'definition'; readonly name: string }
  | { readonly kind: 'module'; readonly specifier: string }
  | { readonly kind: 'object'; readonly path: NodePath<t.ObjectExpression> }
  | { readonly kind: 'instance' | 'class'; readonly path: NodePath<t.Class> };

/** Answers for one module; answers are kept. */
export interface AiFollower {
  readonly surroundings: ModuleSurroundings;
  /** What the expression is; undefined where it cannot be followed or is something else. */
  valueOf(path: NodePath): Followed | undefined;
  /** What a name stands for. */
  valueOfBinding(binding: Binding): Followed | undefined;
  /** What a module exports under a name. */
  exportOf(specifier: string, name: string): Followed | undefined;
  /** True for a type annotation that names a type of `ai`. */
  isAiType(path: NodePath): boolean;
  /** The parameters of an exported function that other modules call with `ai`. */
  declaredAiParameters(owner: NodePath<t.Function>): readonly number[];
}

/** The value that all agree on; undefined where they differ. */
export function agreedValue(values: readonly (Followed | undefined)[]): Followed | undefined {
  const [first, ...others] = values;
  if (first === undefined) return undefined;
  return others.every((value) => isSameValue(first, value)) ? first : undefined;
}

function isSameValue(first: Followed, second: Followed | undefined): boolean {
  if (first.kind === 'member' || first.kind === 'definition') return second?.kind === first.kind && second.name === first.name;
  if (first.kind === 'module') return second?.kind === 'module' && second.specifier === first.specifier;
  if ('path' in first) return second !== undefined && 'path' in second && second.kind === first.kind && second.path === first.path;
  return second?.kind === first.kind;
}

/** What `ai.defineStep` gives: a step with a key and options of its own. */
export function isDefinedStep(value: Followed | undefined): boolean {
  return value?.kind === 'definition' && value.name === 'defineStep';
}

/** The `ai` object, a method taken off it, what makes it, or what it made. */
export function isAiPart(value: Followed | undefined): boolean {
  return value !== undefined && ['ai', 'factory', 'member', 'definition'].includes(value.kind);
}
