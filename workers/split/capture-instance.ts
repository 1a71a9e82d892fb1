import { types as t, type NodePath } from '@babel/core';
import { enclosingClass, isThisOwner, nameBindingOf } from './bindings.ts';
import { assignmentsTo, constructorOf, fieldsOf, methodOf, parameterName } from './follow-fields.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import type { Diagnostic } from './split-result.ts';
import type { CapturedInstance } from './step-plan.ts';
import { childOf, isAssigned, keyNameOf, memberNameOf, unwrapPath } from './syntax.ts';

/** What a step uses of `this`, and what of it cannot travel. */
export interface InstanceCapture {
  readonly instance: CapturedInstance | undefined;
  readonly reasons: readonly Diagnostic[];
}

interface Uses {
  readonly fields: Set<string>;
  readonly aiFields: Set<string>;
  readonly methods: Set<string>;
  readonly reasons: Diagnostic[];
}

/** Fields with plain data travel; methods of a class of this module are called on them; all else is in the way. */
export function captureInstance(analysis: ModuleAnalysis, body: NodePath, declarations: readonly NodePath[]): InstanceCapture {
  const step = unwrapPath(body);
  const uses: Uses = { fields: new Set(), aiFields: new Set(), methods: new Set(), reasons: [] };
  const classPath = enclosingClass(step);
  const target = step.isIdentifier() || step.isFunctionExpression() || step.isObjectMethod() ? undefined : step;
  if (target !== undefined) collectUses(analysis, { uses, classPath, region: target });
  for (const region of declarations) collectUses(analysis, { uses, classPath, region });
  const { fields, aiFields, methods, reasons } = uses;
  if (fields.size + aiFields.size + methods.size === 0) return { instance: undefined, reasons };
  const binding = classPath === undefined ? undefined : nameBindingOf(classPath);
  const isReachable = binding !== undefined && analysis.isModuleLevel(binding);
  if (methods.size > 0 && !isReachable) {
    reasons.push(analysis.diagnostic('DK1303', step.node, 'The step calls a method of a class that is not declared at module level.'));
  }
  const className = methods.size > 0 ? binding?.identifier.name : undefined;
  return { instance: { fields: [...fields].sort(), aiFields: [...aiFields].sort(), className }, reasons };
}

interface Collection {
  readonly uses: Uses;
  readonly classPath: NodePath<t.Class> | undefined;
  readonly region: NodePath;
}

function collectUses(analysis: ModuleAnalysis, { uses, classPath, region }: Collection): void {
  const { diagnostic } = analysis;
  const visit = (path: NodePath): void => {
    if (path.isThisExpression()) useThis(analysis, { uses, classPath, region: path });
    else if (path.isSuper()) uses.reasons.push(diagnostic('DK1304', path.node, '`super` has no meaning in a step, which runs elsewhere.'));
    else if (path.isMetaProperty() && path.node.meta.name === 'new')
      uses.reasons.push(diagnostic('DK1304', path.node, '`new.target` has no meaning in a step, which runs elsewhere.'));
    else if (
      path.isIdentifier({ name: 'arguments' }) &&
      path.scope.getBinding('arguments') === undefined &&
      region.isArrowFunctionExpression()
    ) {
      uses.reasons.push(diagnostic('DK1304', path.node, '`arguments` belongs to the function around the step.'));
    }
  };
  region.traverse({
    enter(path) {
      if (isThisOwner(path) || path.isTSType()) path.skip();
      else visit(path);
    },
  });
  if (region.isMemberExpression()) visit(region.get('object'));
}

function useThis(analysis: ModuleAnalysis, { uses, classPath, region }: Collection): void {
  const { diagnostic } = analysis;
  const member = region.parentPath;
  const name = member === null || region.key !== 'object' ? undefined : memberNameOf(member.node);
  if (member === null || name === undefined || classPath === undefined) {
    uses.reasons.push(diagnostic('DK1303', region.node, '`this` as a whole cannot travel to the step.'));
    return;
  }
  if (analysis.follower.valueOf(member)?.kind === 'ai') {
    uses.aiFields.add(name);
    return;
  }
  const problem = memberProblem(classPath, member, name);
  if (problem !== undefined) uses.reasons.push(diagnostic('DK1303', member.node, problem));
  const method = methodOf(classPath, name);
  if (method === undefined) uses.fields.add(name);
  else if (!uses.methods.has(name)) {
    uses.methods.add(name);
    collectUses(analysis, { uses, classPath, region: method });
  }
}

function memberProblem(classPath: NodePath<t.Class>, member: NodePath, name: string): string | undefined {
  if (name.startsWith('#')) return `\`this.${name}\` is private: the step cannot reach it.`;
  if (isAssigned(member)) return `The step assigns \`this.${name}\`: the instance of the flow would not see it.`;
  const what = fieldProblem(classPath, name);
  return what === undefined ? undefined : `\`this.${name}\` ${what}, which cannot travel to the step.`;
}

/** What is known of a field that makes it no plain data. */
function fieldProblem(classPath: NodePath<t.Class>, name: string): string | undefined {
  const field = fieldsOf(classPath).find((candidate) => keyNameOf(candidate.node) === name);
  const maker = constructorOf(classPath);
  const parameter = maker?.get('params').find((candidate) => candidate.isTSParameterProperty() && parameterName(candidate.node) === name);
  const annotated = parameter?.isTSParameterProperty() === true ? parameter.get('parameter') : field;
  const values = [field === undefined ? undefined : childOf(field, 'value'), ...(maker === undefined ? [] : assignmentsTo(maker, name))];
  for (const value of values) {
    const node = value === undefined ? undefined : unwrapPath(value).node;
    if (t.isNewExpression(node)) return `is an instance of ${t.isIdentifier(node.callee) ? `\`${node.callee.name}\`` : 'a class'}`;
    if (t.isFunction(node) || t.isClass(node)) return 'is a function';
  }
  const annotation = annotated === undefined ? undefined : childOf(annotated, 'typeAnnotation');
  const type = annotation === undefined ? undefined : childOf(annotation, 'typeAnnotation');
  if (type?.isTSFunctionType() === true) return 'is a function';
  return type?.isTSTypeReference() === true && !isDataType(type) ? 'is an object of another module' : undefined;
}

const DATA_TYPES: ReadonlySet<string> = new Set(['Array', 'ReadonlyArray', 'Record', 'Partial', 'Readonly', 'Required', 'Pick', 'Omit']);

function isDataType(type: NodePath<t.TSTypeReference>): boolean {
  const { typeName } = type.node;
  if (!t.isIdentifier(typeName)) return false;
  const isLocal = type.findParent((parent) => parent.isProgram())?.get('body');
  const statements = Array.isArray(isLocal) ? isLocal : [];
  const isDeclaredHere = statements.some(({ node }) => {
    const declaration = t.isExportNamedDeclaration(node) ? node.declaration : node;
    return (t.isTSInterfaceDeclaration(declaration) || t.isTSTypeAliasDeclaration(declaration)) && declaration.id.name === typeName.name;
  });
  return DATA_TYPES.has(typeName.name) || isDeclaredHere;
}
