import { types as t, type NodePath } from '@babel/core';
import { nameBindingOf } from './bindings.ts';
import { commonJsExportName, type ExportEntry } from './find-exports.ts';
import { argumentPaths, stepBodyOf, type Site } from './find-sites.ts';
import { isDefinedStep } from './followed.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import type { StepFact } from './module-facts.ts';
import { isWithin, keyNameOf, literalText, memberOf, unwrapExpression } from './syntax.ts';

/** The address of a step. */
export interface StepName {
  readonly key: string;
  readonly scope: string;
  readonly name: string;
}

const HOLE = '*';

/** What decides over the keys of a module's steps. */
export interface StepNaming {
  readonly moduleName: string;
  /** Keys that steps of other modules have, with their places: `/step/load/fetch` → `lib/a.ts:12`. */
  readonly takenSteps?: Readonly<Record<string, string>> | undefined;
}

/** Steps and tools of flow code with their own scope, in source order. Those of `ai.defineStep` have a key already. */
export function findSteps(analysis: ModuleAnalysis): { readonly site: Site; readonly fact: StepFact }[] {
  return analysis.found.sites.flatMap((site) => {
    if (site.rule.role !== 'step' && site.rule.role !== 'dynamicTool') return [];
    const body = stepBodyOf(site);
    if (body !== undefined && isDefinedStep(analysis.follower.valueOf(body))) return [];
    const { scope, flow } = scopeOf(analysis, site.call);
    const line = site.call.node.loc?.start.line ?? 1;
    return [{ site, fact: { scope, name: siteName(site) ?? HOLE, isOfFlow: flow !== undefined, line } }];
  });
}

/** The name of what is around a call, and the flow or agent, if it is one. */
export function scopeOf(analysis: ModuleAnalysis, call: NodePath): { readonly scope: string | undefined; readonly flow: Site | undefined } {
  const flow = flowAround(analysis, call);
  if (flow !== undefined) return { scope: siteName(flow) ?? HOLE, flow };
  const middleware = analysis.found.sites.find(({ rule, call: outer }) => rule.role === 'middleware' && isWithin(call.node, outer.node));
  return { scope: (middleware && siteName(middleware)) ?? functionScope(analysis, call), flow: undefined };
}

/** Names every step of a module, so that the second of one name in one scope gets `#2`. */
export function nameSteps(analysis: ModuleAnalysis, { moduleName, takenSteps = {} }: StepNaming): Map<Site, StepName> {
  const names = new Map<Site, StepName>();
  const counts = new Map<string, number>();
  for (const { site, fact } of findSteps(analysis)) {
    const { name } = fact;
    const isTaken = !fact.isOfFlow && Object.hasOwn(takenSteps, toStepKey(fact, moduleName));
    const scope = isTaken ? `${moduleName}#${fact.scope ?? 'module'}` : (fact.scope ?? moduleName);
    const plain = toStepKey({ scope, name }, moduleName);
    const count = (counts.get(plain) ?? 0) + 1;
    counts.set(plain, count);
    names.set(site, { key: count === 1 ? plain : `${plain}#${count}`, scope, name });
  }
  return names;
}

/** The key of a step that is the first of its name in its scope. */
export function toStepKey({ scope, name }: Pick<StepFact, 'scope' | 'name'>, moduleName: string): string {
  return `/step/${scope ?? moduleName}/${name}`;
}

/** The literal name of a definition or step: its first argument, or the `name` in it, with `*` for each hole. */
export function siteName(site: Site): string | undefined {
  const [first] = argumentPaths(site.call);
  if (first === undefined) return undefined;
  const configuration = configurationOf(first);
  if (configuration === undefined) return nameText(first, first.node);
  const member = memberOf(configuration, 'name');
  return t.isObjectProperty(member) ? nameText(first, member.value) : undefined;
}

/** The object literal of a definition, written in the call or held by a constant. */
export function configurationOf(path: NodePath): t.ObjectExpression | undefined {
  const expression = unwrapExpression(path.node);
  if (t.isObjectExpression(expression)) return expression;
  const binding = t.isIdentifier(expression) ? path.scope.getBinding(expression.name) : undefined;
  if (binding?.path.isVariableDeclarator() !== true || binding.kind !== 'const' || !t.isIdentifier(binding.path.node.id)) return undefined;
  const { init } = binding.path.node;
  const initial = init === null || init === undefined ? undefined : unwrapExpression(init);
  return t.isObjectExpression(initial) ? initial : undefined;
}

function nameText(path: NodePath, node: t.Node): string | undefined {
  const expression = unwrapExpression(node);
  const literal = literalText(expression);
  if (literal !== undefined) return literal;
  if (t.isTemplateLiteral(expression)) {
    const holes = expression.expressions.map((hole) => constantText(path, hole) ?? HOLE);
    return expression.quasis.map((quasi, index) => (quasi.value.cooked ?? '') + (holes[index] ?? '')).join('');
  }
  if (t.isBinaryExpression(expression, { operator: '+' })) {
    const joined = `${nameText(path, expression.left) ?? HOLE}${nameText(path, expression.right) ?? HOLE}`;
    return joined.replace(/\*+/g, HOLE);
  }
  return constantText(path, expression);
}

/** The text of a constant that is declared with a literal, at module level or around. */
function constantText(path: NodePath, node: t.Node): string | undefined {
  if (!t.isIdentifier(node)) return undefined;
  const binding = path.scope.getBinding(node.name);
  if (binding?.path.isVariableDeclarator() !== true || binding.kind !== 'const') {
    return undefined;
  }
  return t.isIdentifier(binding.path.node.id) ? literalText(binding.path.node.init) : undefined;
}

function flowAround(analysis: ModuleAnalysis, call: NodePath): Site | undefined {
  for (const path of enclosingFunctions(call)) {
    const flow = analysis.flowBodies.get(path.node);
    if (flow !== undefined) return flow;
  }
  return enclosingFlow(analysis, call);
}

function functionScope(analysis: ModuleAnalysis, call: NodePath): string | undefined {
  const functions = enclosingFunctions(call);
  for (const path of functions) {
    const method = methodScope(path);
    if (method !== undefined) return method;
  }
  const outermost = functions.at(-1);
  return outermost === undefined ? undefined : exportedScope(analysis.exports, outermost);
}

/** A step among the arguments of a definition, outside its function: in the tools of an agent, for example. */
function enclosingFlow(analysis: ModuleAnalysis, path: NodePath): Site | undefined {
  const flows = new Map([...analysis.flowBodies.values()].map((flow) => [flow.call.node as t.Node, flow]));
  const call = path.findParent((parent) => flows.has(parent.node));
  return call === null ? undefined : flows.get(call.node);
}

/** From the innermost to the outermost. */
function enclosingFunctions(path: NodePath): NodePath[] {
  const functions: NodePath[] = [];
  for (let parent = path.parentPath; parent !== null; parent = parent.parentPath) {
    if (parent.isFunction() || parent.isClassProperty()) functions.push(parent);
  }
  return functions;
}

/** `Class.method`, for methods and for fields that hold functions. */
function methodScope(path: NodePath): string | undefined {
  if (!path.isClassMethod() && !path.isClassPrivateMethod() && !path.isClassProperty()) return undefined;
  const classPath = path.parentPath?.parentPath;
  if (classPath?.isClass() !== true) return undefined;
  const className = classPath.node.id?.name ?? nameBindingOf(classPath)?.identifier.name ?? 'default';
  return `${className}.${keyNameOf(path.node) ?? HOLE}`;
}

function exportedScope(exports: readonly ExportEntry[], path: NodePath): string | undefined {
  const binding = nameBindingOf(path);
  for (const entry of exports) {
    if (entry.value.node === path.node || (binding !== undefined && entry.binding === binding)) return entry.name;
  }
  const holder = path.findParent((parent) => exports.some((entry) => entry.value.node === parent.node && entry.name !== HOLE));
  const entry = exports.find((candidate) => candidate.value.node === holder?.node);
  if (entry === undefined || isCommonJsWhole(entry)) return undefined;
  const method = keyNameOf(path.isObjectMethod() ? path.node : path.parent);
  return method === undefined ? entry.name : `${entry.name}.${method}`;
}

function isCommonJsWhole(entry: ExportEntry): boolean {
  return (
    entry.name === 'default' &&
    t.isAssignmentExpression(entry.value.parent) &&
    commonJsExportName(entry.value.parent.left) === 'module.exports'
  );
}
