import { types as t, type NodePath } from '@babel/core';
import { importOf, type Binding } from './bindings.ts';
import { roleOf } from './collect-captures.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import { parameterOf } from './follow-parameters.ts';
import { childOf, keyNameOf, literalText, memberNameOf, unwrapPath } from './syntax.ts';

const DATA_CLASSES: ReadonlySet<string> = new Set(
  `Object Array Map Set Date Error RegExp String Number Boolean ArrayBuffer Uint8Array Int8Array Uint8ClampedArray Int16Array Uint16Array
  Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array DataView`.split(/\s+/),
);

/** True for a variable that may hold plain data: no function, class, `ai`, side channel, nor an object of a package. */
export function isDataCandidate(analysis: ModuleAnalysis, binding: Binding): boolean {
  if (roleOf(analysis, binding).role !== 'value') return false;
  const imported = importOf(binding);
  if (imported !== undefined) {
    const fact = analysis.surroundings.resolve?.(imported.specifier)?.exports[imported.name];
    return fact !== undefined && fact.kind === 'other' && !fact.callable && fact.reasons.length === 0;
  }
  const initial = binding.path.isVariableDeclarator() && t.isIdentifier(binding.path.node.id) ? childOf(binding.path, 'init') : undefined;
  const made = initial === undefined ? undefined : unwrapPath(initial);
  if (made?.isNewExpression() !== true) return true;
  const { callee } = made.node;
  if (!t.isIdentifier(callee)) return false;
  const classBinding = made.scope.getBinding(callee.name);
  return classBinding === undefined ? DATA_CLASSES.has(callee.name) : importOf(classBinding) === undefined;
}

const PRIMITIVE_TYPES: ReadonlySet<string> = new Set(['TSStringKeyword', 'TSNumberKeyword', 'TSBooleanKeyword', 'TSBigIntKeyword']);

/** True where the declaration says that nothing in it can be changed in place: its type, or the literal that a constant holds. */
export function isPrimitive(binding: Binding): boolean {
  const type = declaredType(binding);
  if (type !== undefined) return PRIMITIVE_TYPES.has(type.type) || t.isTSLiteralType(type);
  if (!binding.path.isVariableDeclarator() || binding.kind !== 'const' || !t.isIdentifier(binding.path.node.id)) return false;
  const { init } = binding.path.node;
  return t.isLiteral(init) && !t.isRegExpLiteral(init);
}

/** `name: string`, or `{ name }: { name: string }`. */
function declaredType(binding: Binding): t.TSType | undefined {
  const own = typeOf(binding.identifier);
  if (own !== undefined) return own;
  const pattern = parameterOf(binding)?.parameter.node;
  const type = pattern === undefined ? undefined : typeOf(pattern);
  const members = t.isTSTypeLiteral(type) ? type.members : [];
  const member = members.find((candidate) => keyNameOf(candidate) === binding.identifier.name);
  return t.isTSPropertySignature(member) ? member.typeAnnotation?.typeAnnotation : undefined;
}

function typeOf(node: t.Node): t.TSType | undefined {
  const annotation = 'typeAnnotation' in node ? node.typeAnnotation : undefined;
  return t.isTSTypeAnnotation(annotation) ? annotation.typeAnnotation : undefined;
}

const HARMLESS_GLOBALS: ReadonlySet<string> = new Set(
  `JSON Math console String Number Boolean Array Promise Date BigInt Symbol parseInt parseFloat isNaN encodeURIComponent decodeURIComponent
  encodeURI decodeURI structuredClone fetch Map Set URL URLSearchParams Error TypeError RangeError Intl TextEncoder TextDecoder setTimeout`.split(
    /\s+/,
  ),
);

const HARMLESS_OBJECT_FUNCTIONS: ReadonlySet<string> = new Set('keys values entries fromEntries is hasOwn freeze'.split(' '));

const HARMLESS_METHODS: ReadonlySet<string> = new Set(
  `at charAt charCodeAt codePointAt concat endsWith entries every filter find findIndex findLast findLastIndex flat flatMap forEach get getTime
  has hasOwnProperty includes indexOf join keys lastIndexOf localeCompare map match matchAll normalize padEnd padStart reduce reduceRight repeat
  replace replaceAll slice some split startsWith substring test toFixed toISOString toJSON toLocaleString toLowerCase toReversed toSorted
  toSpliced toString toUpperCase trim trimEnd trimStart valueOf values with`.split(/\s+/),
);

/** A call whose arguments stay as they are: `JSON.stringify(rows)`, `Object.keys(rows)`. */
export function isHarmlessCall(callee: NodePath): boolean {
  const object = childOf(callee, 'object');
  const name = memberNameOf(callee.node);
  const global = object?.isIdentifier() === true ? object : callee.isIdentifier() ? callee : undefined;
  if (global === undefined || global.scope.getBinding(global.node.name) !== undefined) return false;
  if (global.node.name === 'Object') return name === undefined || HARMLESS_OBJECT_FUNCTIONS.has(name);
  return HARMLESS_GLOBALS.has(global.node.name);
}

/** A method that leaves its object as it is, whatever the object: `rows.map(…)`. What callbacks do is seen elsewhere. */
export function isHarmlessMethod(name: string): boolean {
  return HARMLESS_METHODS.has(name);
}

/** `await client.set(…)`: a client's method. Those of `Map` and `Set` are not waited for. */
export function isClientCall(place: NodePath): boolean {
  return place.isCallExpression() && place.parentPath?.isAwaitExpression() === true && literalText(place.node.callee) === undefined;
}
