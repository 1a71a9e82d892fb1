import type { types as t, NodePath } from '@babel/core';
import { createReasonFinder, NODE_REASONS, type ReasonFinder } from './find-reasons.ts';
import { actionBodiesOf, argumentPaths, flowBodyOf, type Site } from './find-sites.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import { withSeverity } from './diagnostics.ts';
import { planSchemas, type SchemaPlan } from './plan-schemas.ts';
import { planStep } from './plan-step.ts';
import { isDefiningRole } from './site-table.ts';
import type { Diagnostic, SplitFlow } from './split-result.ts';
import { configurationOf, nameSteps, siteName, type StepNaming } from './step-keys.ts';
import type { StepPlan } from './step-plan.ts';
import { isWithin, literalText, memberOf, unwrapPath } from './syntax.ts';

/** What is decided of one flow. */
export interface FlowPlan {
  readonly site: Site;
  readonly body: NodePath<t.Function> | undefined;
  readonly flow: SplitFlow;
}

/** What is decided of a module. */
export interface SplitPlan {
  readonly analysis: ModuleAnalysis;
  readonly finder: ReasonFinder;
  readonly flows: readonly FlowPlan[];
  /** The steps that are hoisted: not those of journaled flows, nor those that cannot be. */
  readonly steps: readonly StepPlan[];
  /** Schemas that the sandbox gets as JSON Schema: not those of journaled flows. */
  readonly schemas: readonly SchemaPlan[];
  /** Findings about flows and steps. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What the caller decides. */
export interface PlanOptions extends StepNaming {
  readonly strict: boolean;
}

/** Reasons for which a step cannot be written down elsewhere; the others make it wrong, not impossible. */
const BLOCKING: ReadonlySet<string> = new Set(['DK1302', 'DK1303', 'DK1304', 'DK1307', 'DK1308']);

/** Decides for each flow which way it runs, and for each step whether it is hoisted. */
export function planSplit(analysis: ModuleAnalysis, { strict, ...naming }: PlanOptions): SplitPlan {
  const names = nameSteps(analysis, naming);
  const drafts = [...names].flatMap(([site, name]) => planStep(analysis, site, name) ?? []);
  const byBody = new Map(drafts.map((plan) => [plan.body.node, plan]));
  const schemas = planSchemas(analysis, naming.moduleName);
  const finder = createReasonFinder(analysis, {
    ofStep: (node) => byBody.get(node)?.reasons ?? [],
    skipped: new Set([...notFlowCode(analysis), ...schemas.map(({ value }) => value.node)]),
  });
  // these reasons need the finder, and the flows need these reasons
  const plans = drafts.map((draft) => ({ ...draft, reasons: [...draft.reasons, ...nodeCaptures(analysis, finder, draft)] }));
  for (const plan of plans) byBody.set(plan.body.node, plan);
  const flows = analysis.found.sites.filter(isFlow).map((site) => planFlow(analysis, finder, { site, strict }));
  const journaled = flows.filter(({ flow }) => flow.mode === 'journal').flatMap(({ body }) => body?.node ?? []);
  const isInJournaled = (call: t.Node): boolean => journaled.some((body) => isWithin(call, body));
  const isJournaled = ({ site }: StepPlan): boolean => isInJournaled(site.call.node);
  const isHoisted = (plan: StepPlan): boolean => !isJournaled(plan) && !plan.reasons.some(({ slug }) => BLOCKING.has(slug));
  const loose = plans
    .filter((plan) => !isJournaled(plan))
    .flatMap(({ reasons }) => reasons.map((reason) => (strict ? withSeverity(reason, 'error') : reason)));
  const forced = flows.flatMap((plan) => forcedWarnings(analysis, plan));
  const diagnostics = [...flows.flatMap(({ flow }) => flow.reasons), ...loose, ...forced];
  const captured = schemas.filter(({ call }) => !isInJournaled(call.node));
  return { analysis, finder, flows, steps: plans.filter(isHoisted), schemas: captured, diagnostics };
}

/** `database` of `createFlows(ai, database)`: a variable around the flow that only Node has. */
function nodeCaptures({ diagnostic, flowBodies }: ModuleAnalysis, finder: ReasonFinder, step: StepPlan): Diagnostic[] {
  const flow = step.site.call.findParent((parent) => flowBodies.has(parent.node));
  return step.values.flatMap(({ name, binding }) => {
    const isOfFlow = flow !== null && isWithin(binding.identifier, flow.node);
    if (isOfFlow || (flow === null && binding.kind !== 'param')) return [];
    const first = finder.ofBinding(binding).find(({ slug }) => NODE_REASONS.has(slug));
    const use = binding.referencePaths.find((path) => isWithin(path.node, step.body.node))?.node ?? step.body.node;
    return first === undefined
      ? []
      : [
          diagnostic(
            'DK1305',
            use,
            `\`${name}\` belongs to Node (line ${first.line}: ${first.message.replace(/\.$/, '')}): it does not survive JSON.`,
          ),
        ];
  });
}

function isFlow({ rule }: Site): boolean {
  return rule.role === 'flow' || rule.role === 'agent';
}

function notFlowCode({ found, flowBodies }: ModuleAnalysis): Set<t.Node> {
  // hooks of middleware run in the flows that use it
  const definitions = found.sites.filter(({ rule }) => isDefiningRole(rule.role) && rule.role !== 'middleware');
  const bodies = definitions.flatMap((site) => actionBodiesOf(site));
  return new Set<t.Node>([
    ...definitions.map(({ call }) => call.node),
    ...found.factories.map((call) => call.node),
    ...bodies.map((body) => body.node),
    ...flowBodies.keys(),
  ]);
}

interface FlowInput {
  readonly site: Site;
  readonly strict: boolean;
}

function planFlow(analysis: ModuleAnalysis, finder: ReasonFinder, { site, strict }: FlowInput): FlowPlan {
  const body = flowBodyOf(site);
  const found = body === undefined ? reasonsWithoutBody(analysis, finder, site) : finder.ofRegion(body);
  const byHand = durabilityOf(site);
  const mode = byHand ?? (found.length > 0 ? 'journal' : 'workflow');
  const isError = strict && byHand === undefined;
  const { line, column } = site.call.node.loc?.start ?? { line: 1, column: 0 };
  const flow: SplitFlow = {
    name: siteName(site),
    kind: site.rule.role === 'agent' ? 'agent' : 'flow',
    mode,
    decidedBy: byHand === undefined ? 'analysis' : 'durability',
    reasons: isError ? found.map((reason) => withSeverity(reason, 'error')) : found,
    line,
    column: column + 1,
  };
  return { site, body, flow };
}

/** A function of another module answers by its facts; an agent may have none; any other value cannot be followed. */
function reasonsWithoutBody(analysis: ModuleAnalysis, finder: ReasonFinder, site: Site): readonly Diagnostic[] {
  const given = argumentPaths(site.call)[1];
  if (given === undefined) return [];
  const target = unwrapPath(given);
  const binding = target.isIdentifier() ? target.scope.getBinding(target.node.name) : undefined;
  const declaration = binding?.path.parent;
  const isOfApp = declaration?.type === 'ImportDeclaration' && analysis.surroundings.resolve?.(declaration.source.value) !== undefined;
  if (isOfApp) return finder.ofRegion(given);
  return [analysis.diagnostic('DK1206', given.node, 'The function of this flow cannot be seen.')];
}

/** `durability: 'workflow' | 'journal'` in the configuration. */
function durabilityOf(site: Site): 'workflow' | 'journal' | undefined {
  const [configuration] = argumentPaths(site.call);
  const member = configuration === undefined ? undefined : memberOf(configurationOf(configuration), 'durability');
  const text = member?.type === 'ObjectProperty' ? literalText(member.value) : undefined;
  return text === 'workflow' || text === 'journal' ? text : undefined;
}

function forcedWarnings({ diagnostic }: ModuleAnalysis, { site, flow }: FlowPlan): Diagnostic[] {
  if (flow.decidedBy !== 'durability' || flow.mode !== 'workflow' || flow.reasons.length === 0) return [];
  const name = flow.name === undefined ? 'This flow' : `The flow \`${flow.name}\``;
  return [
    diagnostic(
      'DK1503',
      site.call.node,
      `${name} is kept in the sandbox by hand, though ${flow.reasons.length} ${flow.reasons.length === 1 ? 'place speaks' : 'places speak'} against it.`,
    ),
  ];
}
