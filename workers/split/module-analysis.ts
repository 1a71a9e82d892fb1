import type { NodePath, types as t } from '@babel/core';
import { nameBindingOf, type Binding } from './bindings.ts';
import { createDiagnosticMaker, type CreateDiagnostic } from './diagnostics.ts';
import { findExports, type ExportEntry } from './find-exports.ts';
import { findSites, flowBodyOf, stepBodyOf, type ModuleSites, type Site } from './find-sites.ts';
import { createAiFollower, returnsOf } from './follow-ai.ts';
import type { AiFollower, Followed } from './followed.ts';
import { parseModule, type ParsedModule } from './parse-module.ts';
import type { ModuleSurroundings } from './split-options.ts';

/** All that is known of a module before anything is decided or changed. */
export interface ModuleAnalysis {
  readonly surroundings: ModuleSurroundings;
  readonly parsed: ParsedModule;
  readonly diagnostic: CreateDiagnostic;
  readonly follower: AiFollower;
  readonly exports: readonly ExportEntry[];
  readonly found: ModuleSites;
  /** Function of a flow or agent → its definition. */
  readonly flowBodies: ReadonlyMap<t.Node, Site>;
  /** Function of a step → its call. */
  readonly stepBodies: ReadonlyMap<t.Node, Site>;
  isModuleLevel(binding: Binding): boolean;
  /** What all returns of a function agree on. */
  returnedBy(path: NodePath<t.Function>): Followed | undefined;
}

/** Walks a module once. What is parsed already can be given; it is not changed. */
export function analyzeModule(
  surroundings: ModuleSurroundings,
  parsed = parseModule(surroundings.code, surroundings.path),
): ModuleAnalysis {
  const { code, path } = surroundings;
  const diagnostic = createDiagnosticMaker(code, path);
  const exports = findExports(parsed.program);
  const follower = createAiFollower(surroundings, (owner) => declaredAiParameters(surroundings, exports, owner));
  const found = findSites(parsed.program, follower);
  const flowBodies = new Map<t.Node, Site>();
  const stepBodies = new Map<t.Node, Site>();
  for (const site of found.sites) {
    const { role } = site.rule;
    const body = role === 'flow' || role === 'agent' ? flowBodyOf(site) : undefined;
    if (body !== undefined) flowBodies.set(body.node, site);
    const step = role === 'step' || role === 'dynamicTool' ? stepBodyOf(site) : undefined;
    if (step !== undefined) stepBodies.set(step.node, site);
  }
  const isModuleLevel = (binding: Binding): boolean => binding.scope === parsed.program.scope;
  const returnedBy = (owner: NodePath<t.Function>): Followed | undefined => returnsOf(follower, owner);
  return { surroundings, parsed, diagnostic, follower, exports, found, flowBodies, stepBodies, isModuleLevel, returnedBy };
}

function declaredAiParameters(
  surroundings: ModuleSurroundings,
  exports: readonly ExportEntry[],
  owner: NodePath<t.Function>,
): readonly number[] {
  const { aiParameters } = surroundings;
  if (aiParameters === undefined) return [];
  const isConstructor = owner.isClassMethod({ kind: 'constructor' });
  const target = isConstructor ? owner.parentPath.parentPath : owner;
  const binding = target === null ? undefined : nameBindingOf(target);
  const entries = exports.filter((entry) => entry.value.node === target?.node || (binding !== undefined && entry.binding === binding));
  return entries.flatMap((entry) => aiParameters[entry.name] ?? []);
}
