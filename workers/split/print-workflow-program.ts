import { types as t, type NodePath } from '@babel/core';
import { createCapturedCall } from './captured-call.ts';
import { generateCode } from './generate-code.ts';
import { SPLIT_RUNTIME, type GeneratedNames } from './generated-names.ts';
import { argumentPaths } from './find-sites.ts';
import { findLiveCode, type LiveCode } from './live-code.ts';
import { pruneModule } from './prune-module.ts';
import { toSchemaEdit } from './create-registered-schema.ts';
import { createSourceMap } from './source-map.ts';
import type { Diagnostic, SplitProgram, WorkflowImport } from './split-result.ts';
import type { FlowPlan, SplitPlan } from './split-plan.ts';
import type { WorkflowEdit } from './workflow-edit.ts';
import { createWorkflowEdits } from './workflow-edits.ts';
import { configurationOf } from './step-keys.ts';
import { isWithin, memberOf } from './syntax.ts';
import { remainingImports } from './remaining-imports.ts';
import { toUnfollowedDiagnostic } from './unfollowed-calls.ts';

/** The workflow program, and what was found while making it. */
export interface PrintedWorkflow {
  readonly program: SplitProgram;
  readonly imports: readonly WorkflowImport[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What printing needs beside the plan. */
export interface WorkflowPrinting {
  readonly names: GeneratedNames;
  readonly usedExports: readonly string[] | undefined;
  readonly onlyNode: boolean;
}

/** Changes the syntax tree of the plan: call it last. */
export function printWorkflowProgram(plan: SplitPlan, { names, usedExports, onlyNode }: WorkflowPrinting): PrintedWorkflow {
  const { analysis } = plan;
  const { file } = analysis.parsed;
  const { edits, diagnostics } = createWorkflowEdits(plan);
  const all = [...edits, ...stepEdits(plan, names), ...plan.schemas.map((schema) => toSchemaEdit(schema, names))];
  const live = findLiveCode(plan, { removed: new Set(all.map(({ removed }) => removed)), usedExports });
  const isUsed = ({ node }: NodePath): boolean => !live.dead.some(({ path }) => isWithin(node, path.node));
  const imported = [
    ...(plan.steps.some(({ site }) => isUsed(site.call)) ? [{ imported: 'capturedStep', local: names.capturedStep }] : []),
    ...(plan.schemas.some(({ member }) => isUsed(member)) ? [{ imported: 'capturedSchema', local: names.capturedSchema }] : []),
  ];
  const unfollowed = unfollowedCalls(plan, live, onlyNode);
  for (const edit of all) edit.apply();
  for (const flow of plan.flows) markJournaled(flow);
  const notes = pruneModule(plan, live);
  if (imported.length > 0) file.program.body.unshift(runtimeImport(imported, analysis.parsed.isCommonJs));
  const { code, path } = analysis.surroundings;
  const printed = generateCode(file, { code, path });
  const program = { code: `${printed.code}\n`, map: createSourceMap(printed.mappings, { path, code }) };
  return { program, imports: remainingImports(file, code), diagnostics: [...diagnostics, ...unfollowed, ...notes] };
}

/** Those that are no reason to journal already: a definition that is missing, a step that is not hoisted. */
function unfollowedCalls({ analysis, diagnostics }: SplitPlan, live: LiveCode, onlyNode: boolean): Diagnostic[] {
  return analysis.found.unfollowed.flatMap((call) => {
    const found = toUnfollowedDiagnostic(analysis, call, !onlyNode && live.isReached(call.call) ? 'error' : 'note');
    const isKnown = diagnostics.some(({ slug, line, column }) => slug === found.slug && line === found.line && column === found.column);
    return isKnown ? [] : [found];
  });
}

function stepEdits(plan: SplitPlan, names: GeneratedNames): WorkflowEdit[] {
  return plan.steps.map((step) => ({
    removed: step.body.node,
    apply: () => {
      const call = step.site.call.node;
      call.arguments = call.arguments.map((argument) => (argument === step.body.node ? createCapturedCall(step, names) : argument));
    },
  }));
}

/** `{ name: 'menu', durability: 'journal' }`: the definition without its function. */
function markJournaled({ site, flow }: FlowPlan): void {
  if (flow.mode !== 'journal') return;
  const [first] = argumentPaths(site.call);
  if (first === undefined || memberOf(configurationOf(first), 'durability') !== undefined) return;
  const durability = t.objectProperty(t.identifier('durability'), t.stringLiteral('journal'));
  const { node } = first;
  if (t.isObjectExpression(node)) node.properties.push(durability);
  else if (t.isStringLiteral(node) || t.isTemplateLiteral(node))
    site.call.node.arguments[0] = t.objectExpression([t.objectProperty(t.identifier('name'), node), durability]);
  else site.call.node.arguments[0] = t.objectExpression([t.spreadElement(node as t.Expression), durability]);
}

function runtimeImport(parts: readonly { readonly imported: string; readonly local: string }[], isCommonJs: boolean): t.Statement {
  const names = parts.map(({ imported, local }) => ({ imported: t.identifier(imported), local: t.identifier(local) }));
  if (!isCommonJs) {
    const specifiers = names.map(({ imported, local }) => t.importSpecifier(local, imported));
    return t.importDeclaration(specifiers, t.stringLiteral(SPLIT_RUNTIME));
  }
  const required = t.callExpression(t.identifier('require'), [t.stringLiteral(SPLIT_RUNTIME)]);
  const pattern = t.objectPattern(names.map(({ imported, local }) => t.objectProperty(imported, local)));
  return t.variableDeclaration('const', [t.variableDeclarator(pattern, required)]);
}
