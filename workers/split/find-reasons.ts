import { types as t, type NodePath } from '@babel/core';
import { enclosingClass, functionOf, importOf, type Binding } from './bindings.ts';
import { isAiPackage } from './site-table.ts';
import { rootOf } from './mutations.ts';
import { createImportReasons, type ImportReasons } from './import-reasons.ts';
import { fieldSources, methodOf } from './follow-fields.ts';
import { isAiPart } from './followed.ts';
import { parameterOf, valuesGivenTo, type ParameterPlace } from './follow-parameters.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import { NODE_GLOBALS } from './node-table.ts';
import { createSharedState, type SharedState } from './shared-state.ts';
import type { Diagnostic } from './split-result.ts';
import { toUnfollowedDiagnostic } from './unfollowed-calls.ts';
import { childOf, isTypePosition, literalText, memberNameOf, requiredModule, unwrapPath } from './syntax.ts';

/** Reasons that would bring a module of Node into the bundle, or fail as soon as the code runs. */
export const NODE_REASONS: ReadonlySet<string> = new Set(['DK1201', 'DK1202', 'DK1203', 'DK1205']);

/** True where code must not be in the workflow program. A call that cannot be followed is reported there instead. */
export function keepsOut(reasons: readonly Diagnostic[]): boolean {
  return reasons.some(({ slug }) => slug !== 'DK1002');
}

/** Says why code cannot run in the sandbox; no reasons means that it can. */
export interface ReasonFinder {
  /** Of a piece of code, with all that it uses. Steps and bodies of actions in it do not count. */
  ofRegion(path: NodePath): readonly Diagnostic[];
  /** Of what a name stands for: a value of Node, or a function that is called. */
  ofBinding(binding: Binding): readonly Diagnostic[];
}

interface Search extends ReasonFinder {
  readonly analysis: ModuleAnalysis;
  readonly imports: ImportReasons;
  readonly state: SharedState;
  readonly ofStep: (node: t.Node) => readonly Diagnostic[];
  readonly skipped: ReadonlySet<t.Node>;
}

/** What the search takes from the rest of the split. */
export interface ReasonSources {
  /** Reasons of a step's own function, given by its node. */
  readonly ofStep: (node: t.Node) => readonly Diagnostic[];
  /** Code that is not flow code: bodies of actions, and definitions. */
  readonly skipped: ReadonlySet<t.Node>;
}

/** Answers are kept; recursion ends where it began. */
export function createReasonFinder(analysis: ModuleAnalysis, { ofStep, skipped }: ReasonSources): ReasonFinder {
  const regions = new Map<t.Node, readonly Diagnostic[]>();
  const bindings = new Map<Binding, readonly Diagnostic[]>();
  const search: Search = {
    analysis,
    imports: createImportReasons(analysis),
    state: createSharedState(analysis),
    ofStep,
    skipped,
    ofRegion: (path) => remember(regions, path.node, () => scanRegion(search, path)),
    ofBinding: (binding) => remember(bindings, binding, () => bindingReasons(search, binding)),
  };
  return search;
}

function remember<TKey>(known: Map<TKey, readonly Diagnostic[]>, key: TKey, find: () => readonly Diagnostic[]): readonly Diagnostic[] {
  const before = known.get(key);
  if (before !== undefined) return before;
  known.set(key, []);
  const found = find();
  known.set(key, found);
  return found;
}

function scanRegion(search: Search, region: NodePath): readonly Diagnostic[] {
  if (t.isCallExpression(region.node) && search.skipped.has(region.node)) return [];
  const reasons: Diagnostic[] = [...search.state.changesIn(region)];
  const look = (path: NodePath): void => {
    if (path.isIdentifier() || path.isJSXIdentifier()) reasons.push(...useReasons(search, region, path));
    else reasons.push(...syntaxReasons(search, path), ...memberReasons(search, path));
  };
  look(unwrapPath(region));
  region.traverse({
    enter(path) {
      if (path.isTSTypeAnnotation() || path.isTSType() || path.isTSTypeParameterInstantiation()) return path.skip();
      if (search.analysis.stepBodies.has(path.node)) {
        reasons.push(...search.ofStep(path.node));
        return path.skip();
      }
      if (path.node !== region.node && search.skipped.has(path.node)) return path.skip();
      if (path.isReferenced() || !path.isIdentifier()) look(path);
    },
  });
  return withoutDoubles(reasons);
}

/** `count++` reads and writes: one reason is enough. */
function withoutDoubles(reasons: readonly Diagnostic[]): Diagnostic[] {
  const places = new Set<string>();
  return reasons.filter(({ slug, path, line, column }) => {
    const place = `${path}:${line}:${column}`;
    if (slug === 'DK1204' && places.has(place)) return false;
    places.add(place);
    return true;
  });
}

function syntaxReasons({ analysis, imports }: Search, path: NodePath): readonly Diagnostic[] {
  const { node } = path;
  if (t.isMetaProperty(node) && node.meta.name === 'import') {
    return [analysis.diagnostic('DK1203', node, '`import.meta` is of one file on one machine.')];
  }
  if (!t.isCallExpression(node)) return [];
  if (t.isImport(node.callee)) {
    const name = literalText(node.arguments[0]);
    return [analysis.diagnostic('DK1205', node, `${name === undefined ? 'A module' : `\`${name}\``} is loaded at run time in flow code.`)];
  }
  const specifier = requiredModule(node);
  if (specifier !== undefined) return imports.ofUse({ specifier, name: '*' }, path);
  const unfollowed = analysis.found.unfollowed.find(({ call }) => call.node === node);
  if (unfollowed !== undefined) return [toUnfollowedDiagnostic(analysis, unfollowed, 'note')];
  return isFollowedCall(analysis, path) ? [] : [analysis.diagnostic('DK1003', node, '`ai` is handed to code that cannot be followed.')];
}

/** `this.load()`, `service.load()`, `this.pool`: the method that is called, or what the field is made of. */
function memberReasons(search: Search, path: NodePath): readonly Diagnostic[] {
  const name = memberNameOf(path.node);
  const object = name === undefined ? undefined : childOf(path, 'object');
  if (name === undefined || object === undefined) return [];
  const classPath = classBehind(search.analysis, object);
  if (classPath === undefined || search.analysis.follower.valueOf(path) !== undefined) return [];
  const method = methodOf(classPath, name);
  if (method !== undefined) {
    const reasons = search.ofRegion(method);
    return outlivesRun(search.analysis, object) ? reasons : reasons.filter(({ slug }) => slug !== 'DK1204');
  }
  const [first] = fieldSources(classPath, name).flatMap((source) => {
    const declared = declaredTypeReasons(search, source);
    return declared.length > 0 ? declared : search.ofRegion(childOf(source, 'value') ?? source);
  });
  return first === undefined
    ? []
    : [
        search.analysis.diagnostic(
          first.slug === 'DK1201' ? 'DK1201' : 'DK1202',
          path.node,
          belongsToNode(`this.${name}`, `line ${first.line}`, first.message),
        ),
      ];
}

/** An instance that flow code makes for itself may change as it likes. */
function outlivesRun(analysis: ModuleAnalysis, object: NodePath): boolean {
  const root = rootOf(object);
  const binding = root?.isIdentifier() === true ? root.scope.getBinding(root.node.name) : undefined;
  return binding === undefined || analysis.isModuleLevel(binding);
}

function classBehind({ follower }: ModuleAnalysis, object: NodePath): NodePath<t.Class> | undefined {
  const target = unwrapPath(object);
  if (target.isThisExpression()) return enclosingClass(target);
  const value = follower.valueOf(target);
  return value?.kind === 'instance' || value?.kind === 'class' ? value.path : undefined;
}

/** A call that hands `ai` on must go to a function of the app. */
function isFollowedCall({ found, follower, surroundings }: ModuleAnalysis, path: NodePath): boolean {
  if (!found.passing.some((call) => call.node === path.node)) return true;
  const callee = childOf(path, 'callee');
  const root = callee === undefined ? undefined : rootOf(callee);
  if (callee === undefined || root === undefined) return false;
  if (follower.valueOf(callee) !== undefined || root.isThisExpression()) return true;
  const binding = root.isIdentifier() ? root.scope.getBinding(root.node.name) : undefined;
  if (binding === undefined) return false;
  const imported = importOf(binding);
  if (imported === undefined) return functionOf(binding) !== undefined || follower.valueOf(root) !== undefined;
  return isAiPackage(imported.specifier) || surroundings.resolve?.(imported.specifier) !== undefined;
}

function useReasons(search: Search, region: NodePath, path: NodePath<t.Identifier> | NodePath<t.JSXIdentifier>): readonly Diagnostic[] {
  const { name } = path.node;
  const binding = path.scope.getBinding(name);
  if (binding === undefined) return globalReasons(search, path, name);
  if (isTypePosition(path) || isDeclaredIn(binding, region)) return [];
  const { follower } = search.analysis;
  const value = follower.valueOf(path);
  if ((value?.kind === 'instance' || value?.kind === 'class') && path.key === 'object') return [];
  if (isAiPart(value)) return [];
  const imported = importOf(binding);
  if (imported !== undefined) return search.imports.ofUse(imported, path);
  return [...search.state.readingOf(binding, path), ...knownReasons(search, binding, path)];
}

/** A function passes its own reasons on; a value is named where it is used. */
function knownReasons(search: Search, binding: Binding, path: NodePath): readonly Diagnostic[] {
  const reasons = search.ofBinding(binding);
  const [first] = reasons;
  if (first === undefined || functionOf(binding) !== undefined || binding.path.isClassDeclaration()) return reasons;
  const slug = first.slug === 'DK1201' || first.slug === 'DK1202' || first.slug === 'DK1203' ? first.slug : 'DK1202';
  const place = first.path === search.analysis.surroundings.path ? `line ${first.line}` : `${first.path}:${first.line}`;
  return [search.analysis.diagnostic(slug, path.node, belongsToNode(binding.identifier.name, place, first.message))];
}

/** Names the first cause, not the whole way to it. */
function belongsToNode(name: string, place: string, cause: string): string {
  const first = /belongs to Node \((.*)\)\.$/.exec(cause)?.[1] ?? `${place}: ${cause.replace(/\.$/, '')}`;
  return `\`${name}\` belongs to Node (${first}).`;
}

function isDeclaredIn(binding: Binding, region: NodePath): boolean {
  return binding.path.node === region.node || binding.path.findParent((parent) => parent.node === region.node) !== null;
}

function globalReasons({ analysis }: Search, path: NodePath, name: string): readonly Diagnostic[] {
  const isKnown = Object.hasOwn(NODE_GLOBALS, name);
  if (!isKnown || isTypePosition(path)) return [];
  if (name === 'require' && path.key === 'callee' && requiredModule(path.parent) !== undefined) return [];
  if (path.parentPath?.isUnaryExpression({ operator: 'typeof' }) === true) return [];
  const member = path.parentPath?.isMemberExpression() === true && path.key === 'object' ? path.parentPath.node.property : undefined;
  const text = t.isIdentifier(member) ? `${name}.${member.name}` : name;
  return [analysis.diagnostic('DK1203', path.node, `\`${text}\` ${NODE_GLOBALS[name] ?? ''}.`)];
}

function bindingReasons(search: Search, binding: Binding): readonly Diagnostic[] {
  const place = parameterOf(binding);
  if (binding.kind === 'param' && place !== undefined) return parameterReasons(search, binding, place);
  const target = functionOf(binding) ?? binding.path;
  const declared = declaredTypeReasons(search, binding.path);
  return declared.length > 0 ? declared : search.ofRegion(target);
}

function parameterReasons(search: Search, binding: Binding, place: ParameterPlace): readonly Diagnostic[] {
  const declared = declaredTypeReasons(search, binding.path);
  if (declared.length > 0) return declared;
  return valuesGivenTo(binding.identifier.name, place).flatMap((value) => (unwrapPath(value).isFunction() ? [] : search.ofRegion(value)));
}

/** `pool: Pool` with `Pool` of a package for Node. */
function declaredTypeReasons({ imports }: Search, declaration: NodePath): readonly Diagnostic[] {
  const pattern = declaration.isVariableDeclarator() ? declaration.get('id') : declaration;
  const inner = pattern.isTSParameterProperty() ? pattern.get('parameter') : pattern;
  const annotation = childOf(inner.isAssignmentPattern() ? inner.get('left') : inner, 'typeAnnotation');
  const type = annotation === undefined ? undefined : childOf(annotation, 'typeAnnotation');
  if (type?.isTSTypeReference() !== true) return [];
  const { typeName } = type.node;
  const root = t.isTSQualifiedName(typeName) ? typeName.left : typeName;
  const typeBinding = t.isIdentifier(root) ? type.scope.getBinding(root.name) : undefined;
  const imported = typeBinding === undefined ? undefined : importOf(typeBinding);
  return imported === undefined ? [] : imports.ofPackage(imported.specifier, type);
}
