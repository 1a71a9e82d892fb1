import { types as t, type NodePath } from '@babel/core';
import type { Binding } from './bindings.ts';
import { isTopLevel } from './find-sites.ts';
import { isAiPart } from './followed.ts';
import { findRoots } from './live-roots.ts';
import { rootOf } from './mutations.ts';
import type { SplitPlan } from './split-plan.ts';
import type { StepPlan } from './step-plan.ts';
import { isTypePosition } from './syntax.ts';
import { findUnits, type Unit } from './units.ts';

/** What of a module is needed once the removed code is gone. */
export interface LiveCode {
  readonly dead: readonly Unit[];
  /** True for a place that the workflow program has. */
  isReached(path: NodePath): boolean;
  isLive(binding: Binding): boolean;
}

/** What the search begins with. */
export interface LiveInput {
  readonly removed: ReadonlySet<t.Node>;
  /** Names of exports that count as used; undefined: all that the sandbox can hold. */
  readonly usedExports: readonly string[] | undefined;
}

/**
 * Marks from the definitions and the used exports along the references of what is kept. One pass over Babel's scopes; nothing is
 * crawled again. A reference in removed code, or one that only types need, does not count.
 */
export function findLiveCode(plan: SplitPlan, { removed, usedExports }: LiveInput): LiveCode {
  const { units, unitOf } = findUnits(plan.analysis, removed);
  const edges = createEdges(plan, { units, removed, unitOf });
  const roots = findRoots(plan, { units, usedExports });
  const live = new Set<Unit>(roots);
  const bindings = new Set<Binding>();
  for (const unit of live) {
    for (const binding of edges.uses.get(unit) ?? []) {
      if (bindings.has(binding)) continue;
      bindings.add(binding);
      for (const needed of [...(edges.declares.get(binding) ?? []), ...(edges.changes.get(binding) ?? [])]) live.add(needed);
    }
  }
  const isReached = (path: NodePath): boolean => {
    const unit = unitOf(path, removed);
    return unit !== undefined && live.has(unit);
  };
  return { dead: units.filter((unit) => !live.has(unit)), isReached, isLive: (binding) => bindings.has(binding) };
}

interface Edges {
  /** What a unit refers to. */
  readonly uses: Map<Unit, Set<Binding>>;
  /** The units that declare a name. */
  readonly declares: Map<Binding, Unit[]>;
  /** Statements that change what a name holds: they live as long as the name. */
  readonly changes: Map<Binding, Unit[]>;
}

interface EdgeInput {
  readonly units: readonly Unit[];
  readonly removed: ReadonlySet<t.Node>;
  unitOf(path: NodePath, removed: ReadonlySet<t.Node>): Unit | undefined;
}

function createEdges(plan: SplitPlan, { units, removed, unitOf }: EdgeInput): Edges {
  const edges: Edges = { uses: new Map(), declares: new Map(), changes: new Map() };
  const tracked = new Set<Binding>(Object.values(plan.analysis.parsed.program.scope.bindings));
  for (const unit of units) {
    for (const binding of unit.bindings) {
      tracked.add(binding);
      edges.declares.set(binding, [...(edges.declares.get(binding) ?? []), unit]);
    }
  }
  const use = (path: NodePath, binding: Binding): void => {
    const unit = unitOf(path, removed);
    if (unit === undefined || (unit.bindings.includes(binding) && unit.path.node === path.node)) return;
    const known = edges.uses.get(unit) ?? new Set();
    edges.uses.set(unit, known.add(binding));
  };
  for (const binding of tracked) {
    for (const path of binding.referencePaths) if (!isTypePosition(path)) use(path, binding);
    for (const path of binding.constantViolations) use(path, binding);
  }
  for (const step of plan.steps) for (const binding of capturedBindings(step)) use(step.site.call, binding);
  addChanges(plan, edges, units);
  return edges;
}

function capturedBindings(step: StepPlan): Binding[] {
  return step.values.map(({ binding }) => binding);
}

/** Top-level statements such as `handlers.a = …`, `dayjs.extend(utc)`, `total = 0`: needed as long as their object is. */
function addChanges({ analysis }: SplitPlan, edges: Edges, units: readonly Unit[]): void {
  const statements = new Map(units.filter((unit) => unit.kind === 'statement').map((unit) => [unit.path.node, unit]));
  const add = (binding: Binding | undefined, place: NodePath): void => {
    const holder = place.findParent((parent) => statements.has(parent.node));
    const unit = holder === null ? undefined : statements.get(holder.node);
    if (binding === undefined || unit === undefined || !isTopLevel(place)) return;
    edges.changes.set(binding, [...(edges.changes.get(binding) ?? []), unit]);
  };
  for (const { root, place } of analysis.found.mutations) {
    if (root.isIdentifier() && !isAiPart(analysis.follower.valueOf(root))) add(root.scope.getBinding(root.node.name), place);
  }
  for (const binding of Object.values(analysis.parsed.program.scope.bindings)) {
    for (const violation of binding.constantViolations) add(binding, violation);
  }
  for (const unit of statements.values()) {
    const call = unit.path.isExpressionStatement() ? unit.path.get('expression') : undefined;
    const root = call?.isCallExpression() === true && !t.isIdentifier(call.node.callee) ? rootOf(call.get('callee')) : undefined;
    if (call === undefined || root?.isIdentifier() !== true || isAiPart(analysis.follower.valueOf(root))) continue;
    add(root.scope.getBinding(root.node.name), call);
  }
}
