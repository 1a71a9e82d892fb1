import { types as t, type NodePath } from '@babel/core';
import type { AiFollower } from './followed.ts';
import { functionOf } from './bindings.ts';
import { mutationAt, type Mutation } from './mutations.ts';
import { schemaRuleOf, type SchemaCall } from './schema-call.ts';
import { SITE_TABLE, type SiteRule } from './site-table.ts';
import { childOf, isWithin, literalText, memberNameOf, startOf, unwrapPath, type CallPath } from './syntax.ts';

/** A call of a method of `ai` that the table knows. */
export interface Site {
  readonly method: string;
  readonly rule: SiteRule;
  readonly call: CallPath;
}

/** A call, or `new`. */
export type PassingPath = CallPath | NodePath<t.NewExpression>;

/** A call of a method of the table's names, on an object that cannot be followed. */
export interface UnfollowedCall {
  readonly method: string;
  readonly call: CallPath;
  readonly callee: NodePath;
}

/** What one walk over a module finds. */
export interface ModuleSites {
  /** In source order. Sites in code that never reaches the workflow program are left out. */
  readonly sites: readonly Site[];
  /** Calls of `genkit()`. */
  readonly factories: readonly CallPath[];
  readonly mutations: readonly Mutation[];
  /** Calls that hand `ai` on as an argument. */
  readonly passing: readonly PassingPath[];
  /** Calls, and `new`, outside every function: they run when the module is loaded. */
  readonly topCalls: readonly PassingPath[];
  /** Functions of every kind, methods included. */
  readonly functions: readonly NodePath<t.Function>[];
  /** Fields of classes. */
  readonly fields: readonly NodePath[];
  readonly scopes: ReadonlySet<NodePath['scope']>;
  /** Calls that are most likely of methods of `ai`, on objects that cannot be followed. */
  readonly unfollowed: readonly UnfollowedCall[];
  /** Calls that may have schemas in their options, wherever they stand. */
  readonly schemaCalls: readonly SchemaCall[];
}

/** Everything that is found by looking at each node once. */
export function findSites(program: NodePath<t.Program>, follower: AiFollower): ModuleSites {
  const sites: Site[] = [];
  const factories: CallPath[] = [];
  const mutations: Mutation[] = [];
  const passing: PassingPath[] = [];
  const topCalls: PassingPath[] = [];
  const functions: NodePath<t.Function>[] = [];
  const fields: NodePath[] = [];
  const scopes = new Set<NodePath['scope']>([program.scope]);
  const unfollowed: UnfollowedCall[] = [];
  const schemaCalls: SchemaCall[] = [];
  const visitCall = (call: CallPath): void => {
    const callee = childOf(call, 'callee');
    if (callee === undefined) return;
    const value = follower.valueOf(callee);
    const rule = value?.kind === 'member' && Object.hasOwn(SITE_TABLE, value.name) ? SITE_TABLE[value.name] : undefined;
    if (value?.kind === 'member' && rule !== undefined) sites.push({ method: value.name, rule, call });
    else if (value?.kind === 'factory') factories.push(call);
    else if (value === undefined && looksLikeSite(callee, call)) unfollowed.push({ method: memberNameOf(callee.node) ?? '', call, callee });
    const schemaRule = schemaRuleOf(follower, callee);
    if (schemaRule !== undefined) schemaCalls.push({ rule: schemaRule, call });
    if (rule === undefined) visitArguments(call);
  };
  const visitArguments = (call: PassingPath): void => {
    if (argumentPaths(call).some((argument) => follower.valueOf(argument)?.kind === 'ai')) passing.push(call);
  };
  program.traverse({
    enter(path) {
      scopes.add(path.scope);
      if (path.isFunction()) functions.push(path);
      else if (path.isClassProperty() || path.isClassPrivateProperty()) fields.push(path);
      if (path.isCallExpression() || path.isOptionalCallExpression()) visitCall(path);
      else if (path.isNewExpression()) visitArguments(path);
      if ((path.isCallExpression() || path.isNewExpression()) && path.scope.getFunctionParent() === null && isTopLevel(path))
        topCalls.push(path);
      const mutation = mutationAt(path);
      if (mutation !== undefined) mutations.push(mutation);
    },
  });
  return { sites: withoutInner(sites), factories, mutations, passing, topCalls, functions, fields, scopes, unfollowed, schemaCalls };
}

/** Outside every function, so that it runs when the module is loaded. Static blocks and fields count. */
export function isTopLevel(path: NodePath): boolean {
  const owner = path.findParent(
    (parent) => parent.isFunction() || ((parent.isClassProperty() || parent.isClassPrivateProperty()) && !parent.node.static),
  );
  return owner === null;
}

/** The arguments of a call, as paths. */
export function argumentPaths(call: PassingPath): NodePath[] {
  const paths = call.get('arguments');
  return Array.isArray(paths) ? paths : [];
}

/** The function among the arguments of a step: the last one that can be a function. Options may stand behind it. */
export function stepBodyOf(site: Site): NodePath | undefined {
  const candidates = argumentPaths(site.call).slice(1);
  const literal = candidates.findLast((argument) => unwrapPath(argument).isFunction());
  return literal ?? candidates.findLast((argument) => !isObjectLiteral(argument)) ?? candidates.at(-1);
}

/** Written in the call, or held by a constant. */
function isObjectLiteral(argument: NodePath): boolean {
  const target = unwrapPath(argument);
  const binding = target.isIdentifier() ? target.scope.getBinding(target.node.name) : undefined;
  const content = binding?.path.isVariableDeclarator() === true && binding.kind === 'const' ? binding.path.node.init : target.node;
  return t.isObjectExpression(content) && (target.isObjectExpression() || t.isIdentifier((binding?.path.node as t.VariableDeclarator).id));
}

/** The function of a flow: written in the call, or a function of the module by name. */
export function flowBodyOf(site: Site): NodePath<t.Function> | undefined {
  const given = argumentPaths(site.call)[1];
  if (given === undefined) return undefined;
  const target = unwrapPath(given);
  if (target.isFunction()) return target;
  if (!target.isIdentifier()) return undefined;
  const binding = target.scope.getBinding(target.node.name);
  return binding === undefined ? undefined : functionOf(binding);
}

/** The functions that stay on the Node side: arguments after the configuration, and members of it. Options of a step are for both. */
export function actionBodiesOf(site: Site): NodePath[] {
  if (site.rule.role !== 'action') return [];
  const [configuration, ...rest] = argumentPaths(site.call);
  const { members } = site.rule;
  const inside = configuration?.isObjectExpression() === true ? functionMembers(configuration, members) : [];
  const hasOptions = site.method === 'defineStep';
  const isKept = (argument: NodePath): boolean =>
    literalText(argument.node) !== undefined || argument.isTemplateLiteral() || (hasOptions && isObjectLiteral(argument));
  return [...inside, ...rest.filter((argument) => !isKept(argument))];
}

function functionMembers(object: NodePath<t.ObjectExpression>, members: readonly string[]): NodePath[] {
  return object.get('properties').filter((member) => {
    if (member.isSpreadElement()) return false;
    const { node } = member;
    if (!('key' in node) || !t.isIdentifier(node.key) || !members.includes(node.key.name)) return false;
    const value = childOf(member, 'value');
    return member.isObjectMethod() || (value !== undefined && isFunctionValue(value));
  });
}

function isFunctionValue(value: NodePath): boolean {
  const target = unwrapPath(value);
  if (target.isFunction() || target.isMemberExpression() || target.isCallExpression()) return true;
  const binding = target.isIdentifier() ? target.scope.getBinding(target.node.name) : undefined;
  return binding !== undefined && !binding.path.isVariableDeclarator() ? true : binding !== undefined && functionOf(binding) !== undefined;
}

function withoutInner(sites: readonly Site[]): Site[] {
  const regions: t.Node[] = [];
  const outer: Site[] = [];
  for (const site of [...sites].sort((first, second) => startOf(first.call.node) - startOf(second.call.node))) {
    if (regions.some((region) => isWithin(site.call.node, region))) continue;
    outer.push(site);
    const isStep = site.rule.role === 'step' || site.rule.role === 'dynamicTool';
    const body = isStep ? stepBodyOf(site) : undefined;
    regions.push(...actionBodiesOf(site).map((path) => path.node), ...(body === undefined ? [] : [body.node]));
  }
  return outer;
}

const TELLING_METHOD = /^define[A-Z]/;
const TELLING_NAME = /^(?:ai|genkit|durakit)$|(?:Ai|AI|Genkit)$/;

/** A call that is most likely one of ours, on an object that cannot be followed. */
function looksLikeSite(callee: NodePath, call: CallPath): boolean {
  const method = memberNameOf(callee.node);
  if (method === undefined || !Object.hasOwn(SITE_TABLE, method) || SITE_TABLE[method]?.role === 'reference') return false;
  const object = childOf(callee, 'object');
  if (object === undefined || object.isSuper()) return false;
  const target = unwrapPath(object);
  if (isKnownElsewhere(target)) return false;
  if (TELLING_METHOD.test(method)) return true;
  const name = target.isIdentifier() ? target.node.name : memberNameOf(target.node);
  const [first] = argumentPaths(call);
  return name !== undefined && TELLING_NAME.test(name) && first !== undefined;
}

/** `const ai = new OpenAI()`: an object of another library. */
function isKnownElsewhere(target: NodePath): boolean {
  const binding = target.isIdentifier() ? target.scope.getBinding(target.node.name) : undefined;
  return binding?.path.isVariableDeclarator() === true && t.isNewExpression(binding.path.node.init);
}
