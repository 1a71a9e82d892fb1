import type { types as t, NodePath } from '@babel/core';
import { createDefiningCode, definitionSites } from './defining-code.ts';
import { actionBodiesOf, argumentPaths, type Site } from './find-sites.ts';
import { keepsOut, NODE_REASONS } from './find-reasons.ts';
import { isAiPart } from './followed.ts';
import { SCHEMA_MEMBERS } from './site-table.ts';
import type { Diagnostic } from './split-result.ts';
import type { SplitPlan } from './split-plan.ts';
import { setupEdits } from './setup-edits.ts';
import { removal, type WorkflowEdit, type WorkflowEdits } from './workflow-edit.ts';
import { childOf, isTypePosition, keyNameOf, unwrapPath } from './syntax.ts';

/** Decides every edit but those of steps, before any is made. */
export function createWorkflowEdits(plan: SplitPlan): WorkflowEdits {
  const edits: WorkflowEdit[] = [];
  const diagnostics: Diagnostic[] = [];
  const sites = definitionSites(plan.analysis);
  for (const site of sites) {
    for (const body of actionBodiesOf(site)) edits.push(removal(body));
    middlewareFunctions(plan, site, { edits, diagnostics });
    for (const body of journaledBody(plan, site)) edits.push(removal(body));
    stepOptions(plan, site, { edits, diagnostics });
    const configuration = configurationOf(site, sites);
    if (configuration === undefined) continue;
    edits.push(...schemaEdits(site, configuration));
    const kept = configuration.get('properties').filter((member) => !edits.some((edit) => edit.removed === member.node));
    nodeMembers(plan, kept, { edits, diagnostics });
  }
  // the worker's manifest has what the sandbox needs of these options
  edits.push(...plan.analysis.found.factories.flatMap((call) => argumentPaths(call).map(removal)));
  argumentEdits(plan, { edits, diagnostics });
  const setup = setupEdits(plan);
  edits.push(...setup.edits, ...commonJsEdits(plan));
  diagnostics.push(...setup.diagnostics);
  return { edits: unique(edits), diagnostics };
}

function unique(edits: readonly WorkflowEdit[]): WorkflowEdit[] {
  return [...new Map(edits.map((edit) => [edit.removed, edit])).values()];
}

function journaledBody(plan: SplitPlan, site: Site): NodePath[] {
  const flow = plan.flows.find((candidate) => candidate.site === site);
  const body = argumentPaths(site.call)[1];
  return flow?.flow.mode === 'journal' && body !== undefined ? [body] : [];
}

/** The object literal of a definition: in the call, or a constant that only definitions use. */
function configurationOf(site: Site, sites: readonly Site[]): NodePath<t.ObjectExpression> | undefined {
  const [first] = argumentPaths(site.call);
  if (first === undefined) return undefined;
  const target = unwrapPath(first);
  if (target.isObjectExpression()) return target;
  const binding = target.isIdentifier() ? target.scope.getBinding(target.node.name) : undefined;
  if (binding?.path.isVariableDeclarator() !== true) return undefined;
  const initial = childOf(binding.path, 'init');
  const content = initial === undefined ? undefined : unwrapPath(initial);
  const firsts = sites.map(({ call }) => call.node.arguments[0]);
  const isOnlyConfiguration = binding.referencePaths.every((use) => isTypePosition(use) || firsts.includes(use.node as t.Identifier));
  return content?.isObjectExpression() === true && isOnlyConfiguration ? content : undefined;
}

/** Definitions with `input: { schema }` and `output: { schema }`. */
const PROMPT_DEFINITIONS: ReadonlySet<string> = new Set(['definePrompt', 'defineAgent']);

function schemaEdits(site: Site, configuration: NodePath<t.ObjectExpression>): WorkflowEdit[] {
  return configuration.get('properties').flatMap((member) => {
    const name = keyNameOf(member.node) ?? '';
    if (SCHEMA_MEMBERS.has(name)) return [removal(member)];
    const isPrompt = PROMPT_DEFINITIONS.has(site.method) && (name === 'input' || name === 'output');
    const inner = isPrompt ? childOf(member, 'value') : undefined;
    if (inner?.isObjectExpression() !== true) return [];
    return inner
      .get('properties')
      .filter((candidate) => keyNameOf(candidate.node) === 'schema')
      .map(removal);
  });
}

/** `module.exports = { menu, pool }` without what only Node has. */
function commonJsEdits({ analysis, finder }: SplitPlan): WorkflowEdit[] {
  return analysis.exports.flatMap(({ name, value, binding }) => {
    const member = value.parentPath;
    if (name === 'default' || member?.isObjectProperty() !== true || isAiPart(analysis.follower.valueOf(value))) return [];
    const reasons = binding === undefined ? finder.ofRegion(value) : finder.ofBinding(binding);
    return keepsOut(reasons) ? [removal(member)] : [];
  });
}

interface Collected {
  readonly edits: WorkflowEdit[];
  readonly diagnostics: Diagnostic[];
}

/** Members whose value only Node can compute: the worker has them, and tells the workflow what it needs. */
function nodeMembers({ analysis, finder }: SplitPlan, members: readonly NodePath[], { edits, diagnostics }: Collected): void {
  for (const member of members) {
    const name = keyNameOf(member.node);
    const value = member.isObjectMethod() ? member : childOf(member, 'value');
    if (name === undefined || name === 'name' || value === undefined) continue;
    const [reason] = finder.ofRegion(value);
    if (reason === undefined) continue;
    edits.push(removal(member));
    diagnostics.push(analysis.diagnostic('DK1403', member.node, `\`${name}\` is left out of the workflow program: ${reason.message}`));
  }
}

/** The function of middleware that needs Node: flows that use it are journaled, and the worker has it. */
function middlewareFunctions({ analysis, finder }: SplitPlan, site: Site, { edits, diagnostics }: Collected): void {
  if (site.rule.role !== 'middleware') return;
  for (const argument of argumentPaths(site.call).slice(1)) {
    const reason = finder.ofRegion(argument).find(({ slug }) => NODE_REASONS.has(slug));
    if (reason === undefined) continue;
    edits.push(removal(argument));
    diagnostics.push(analysis.diagnostic('DK1404', argument.node, `The workflow program gets \`undefined\` here: ${reason.message}`));
  }
}

/** `ai.defineStep(name, body, options)`: the workflow schedules the step by its options, without those that only Node can compute. */
function stepOptions({ analysis, finder }: SplitPlan, site: Site, { edits, diagnostics }: Collected): void {
  const options = site.method === 'defineStep' ? argumentPaths(site.call)[2] : undefined;
  const parts = options?.isObjectExpression() === true ? options.get('properties') : options === undefined ? [] : [options];
  for (const part of parts) {
    const [reason] = finder.ofRegion(childOf(part, 'value') ?? part);
    if (reason === undefined) continue;
    edits.push(removal(part));
    diagnostics.push(analysis.diagnostic('DK1404', part.node, `The step is scheduled without this option: ${reason.message}`));
  }
}

/** `createTools(ai, pool)` at the top of a module stays, without what only Node has. */
function argumentEdits(plan: SplitPlan, { edits, diagnostics }: Collected): void {
  const { analysis, finder } = plan;
  const { isDefiningCall } = createDefiningCode(analysis);
  for (const call of analysis.found.topCalls.filter((candidate) => isDefiningCall(candidate))) {
    for (const argument of argumentPaths(call)) {
      const parts = argument.isObjectExpression() ? argument.get('properties') : [argument];
      for (const part of parts) {
        const [reason] = finder.ofRegion(childOf(part, 'value') ?? part);
        if (reason === undefined) continue;
        edits.push(removal(part));
        diagnostics.push(analysis.diagnostic('DK1404', part.node, `The workflow program gets \`undefined\` here: ${reason.message}`));
      }
    }
  }
}
