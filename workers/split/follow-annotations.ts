import type { NodePath } from '@babel/core';
import { keyThatBinds } from './follow-parameters.ts';
import type { AiFollower, Followed } from './followed.ts';
import { childOf, childrenOf, keyNameOf } from './syntax.ts';

const AI: Followed = { kind: 'ai' };

/** `ai: Genkit`, `{ ai }: { ai: Genkit }`, `private ai: Genkit`: what the annotation says of one name of a pattern. */
export function annotatedValue(follower: AiFollower, pattern: NodePath, name: string): Followed | undefined {
  if (pattern.isTSParameterProperty()) return annotatedValue(follower, pattern.get('parameter'), name);
  if (pattern.isAssignmentPattern()) return annotatedValue(follower, pattern.get('left'), name);
  const annotation = childOf(pattern, 'typeAnnotation');
  if (annotation === undefined) return undefined;
  if (pattern.isIdentifier()) return pattern.node.name === name && follower.isAiType(annotation) ? AI : undefined;
  if (!pattern.isObjectPattern() || !annotation.isTSTypeAnnotation()) return undefined;
  const key = keyThatBinds(pattern, name);
  const member = childrenOf(annotation.get('typeAnnotation'), 'members').find((candidate) => keyNameOf(candidate.node) === key);
  const type = key === undefined || member === undefined ? undefined : childOf(member, 'typeAnnotation');
  return type !== undefined && follower.isAiType(type) ? AI : undefined;
}
