import { types as t } from '@babel/core';
import { createCapturedCall } from './captured-call.ts';
import { generateCode } from './generate-code.ts';
import { SPLIT_RUNTIME, type GeneratedNames } from './generated-names.ts';
import { argumentPaths } from './find-sites.ts';
import { findLiveCode } from './live-code.ts';
import { pruneModule } from './prune-module.ts';
import { createSourceMap } from './source-map.ts';
import type { Diagnostic, SplitProgram, WorkflowImport } from './split-result.ts';
import type { FlowPlan, SplitPlan } from './split-plan.ts';
import type { WorkflowEdit } from './workflow-edit.ts';
import { createWorkflowEdits } from './workflow-edits.ts';
import { configurationOf } from './step-keys.ts';
import { keyNameOf, memberOf, moduleNameOf, requiredModule } from './syntax.ts';

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
}

/** Changes the syntax tree of the plan: call it last. */
export function printWorkflowProgram(plan: SplitPlan, { names, usedExports }: WorkflowPrinting): PrintedWorkflow {
  const { analysis } = plan;
  const { file } = analysis.parsed;
  const { edits, diagnostics } = createWorkflowEdits(plan);
  const all = [...edits, ...stepEdits(plan, names)];
  const live = findLiveCode(plan, { removed: new Set(all.map(({ removed }) => removed)), usedExports });
  for (const edit of all) edit.apply();
  for (const flow of plan.flows) markJournaled(flow);
  const notes = pruneModule(plan, live);
  if (plan.steps.length > 0 && usesName(file, names.capturedStep)) file.program.body.unshift(runtimeImport(names, analysis.parsed.isCommonJs));
  const { code, path } = analysis.surroundings;
  const printed = generateCode(file, { code, path });
  const program = { code: `${printed.code}\n`, map: createSourceMap(printed.mappings, { path, code }) };
  return { program, imports: importsOf(file), diagnostics: [...diagnostics, ...notes] };
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
  else if (t.isStringLiteral(node) || t.isTemplateLiteral(node)) site.call.node.arguments[0] = t.objectExpression([t.objectProperty(t.identifier('name'), node), durability]);
  else site.call.node.arguments[0] = t.objectExpression([t.spreadElement(node as t.Expression), durability]);
}

function usesName(file: t.File, name: string): boolean {
  let isFound = false;
  t.traverseFast(file, (node) => {
    if (t.isIdentifier(node, { name })) isFound = true;
  });
  return isFound;
}

function runtimeImport(names: GeneratedNames, isCommonJs: boolean): t.Statement {
  const imported = t.identifier('capturedStep');
  const local = t.identifier(names.capturedStep);
  if (!isCommonJs) return t.importDeclaration([t.importSpecifier(local, imported)], t.stringLiteral(SPLIT_RUNTIME));
  const required = t.callExpression(t.identifier('require'), [t.stringLiteral(SPLIT_RUNTIME)]);
  return t.variableDeclaration('const', [t.variableDeclarator(t.objectPattern([t.objectProperty(imported, local)]), required)]);
}

/** What is left of the imports, by specifier. */
function importsOf(file: t.File): WorkflowImport[] {
  const found = new Map<string, Set<string>>();
  const add = (specifier: string, names: readonly string[]): void => {
    if (specifier === SPLIT_RUNTIME) return;
    const known = found.get(specifier) ?? new Set();
    for (const name of names) known.add(name);
    found.set(specifier, known);
  };
  const destructured = new Set<t.Node>();
  t.traverseFast(file, (node) => {
    if (t.isVariableDeclarator(node) && t.isObjectPattern(node.id)) {
      const names = node.id.properties.map((property) => (t.isObjectProperty(property) ? (keyNameOf(property) ?? '*') : '*'));
      const specifier = requiredModule(node.init);
      if (specifier !== undefined) add(specifier, names);
      if (node.init) destructured.add(node.init);
    }
    const required = destructured.has(node) ? undefined : requiredModule(node);
    if (required !== undefined) add(required, ['*']);
    if (t.isImportDeclaration(node)) add(node.source.value, node.specifiers.map(importedName));
    if (t.isExportAllDeclaration(node)) add(node.source.value, ['*']);
    if (t.isExportNamedDeclaration(node) && node.source) {
      add(node.source.value, node.specifiers.map((specifier) => (t.isExportSpecifier(specifier) ? moduleNameOf(specifier.local) : '*')));
    }
  });
  return [...found].map(([specifier, names]) => ({ specifier, names: [...names] }));
}

function importedName(specifier: t.ImportDeclaration['specifiers'][number]): string {
  if (t.isImportDefaultSpecifier(specifier)) return 'default';
  return t.isImportSpecifier(specifier) ? moduleNameOf(specifier.imported) : '*';
}
