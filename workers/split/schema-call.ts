import type { NodePath } from '@babel/core';
import type { AiFollower } from './followed.ts';
import { childOf, memberNameOf, type CallPath } from './syntax.ts';

/** Where a method takes schemas: the argument, and the members in it that lead to each of them. */
export interface SchemaRule {
  readonly argument: number;
  readonly members: readonly (readonly string[])[];
}

/** A call that may have schemas in its options. */
export interface SchemaCall {
  readonly rule: SchemaRule;
  readonly call: CallPath;
}

const OUTPUT = [['output', 'schema']];
const generating: SchemaRule = { argument: 0, members: OUTPUT };
const tool: SchemaRule = { argument: 0, members: [['inputSchema'], ['outputSchema']] };
const prompting: SchemaRule = { argument: 1, members: OUTPUT };

/** Methods of `ai`, and functions that the packages export, which flow code gives schemas to. A new one is one line. */
const SCHEMA_RULES: Readonly<Record<string, SchemaRule>> = {
  generate: generating,
  generateStream: generating,
  chat: generating,
  generateOperation: generating,
  tool,
  dynamicTool: tool,
  interrupt: tool,
  generateMiddleware: { argument: 0, members: [['configSchema']] },
};

const PROMPT_MAKERS: ReadonlySet<string> = new Set(['prompt', 'definePrompt']);
const PROMPT_METHODS: ReadonlySet<string> = new Set(['stream', 'render']);

/** `ai.generate(…)`, `hello(input, …)` of a prompt, `hello.stream(input, …)`; undefined for other calls. */
export function schemaRuleOf(follower: AiFollower, callee: NodePath): SchemaRule | undefined {
  const value = follower.valueOf(callee);
  if (value?.kind === 'member') return Object.hasOwn(SCHEMA_RULES, value.name) ? SCHEMA_RULES[value.name] : undefined;
  if (value?.kind === 'definition') return PROMPT_MAKERS.has(value.name) ? prompting : undefined;
  const object = PROMPT_METHODS.has(memberNameOf(callee.node) ?? '') ? childOf(callee, 'object') : undefined;
  const owner = object === undefined ? undefined : follower.valueOf(object);
  return owner?.kind === 'definition' && PROMPT_MAKERS.has(owner.name) ? prompting : undefined;
}
