import { DurakitError } from '../schemas/durakit-error.ts';
import type { ActionArguments } from './action.ts';
import type { Engine } from './engine.ts';
import type { FlowDefinition, FlowSideChannel } from './flow.ts';
import type { RunScope } from './run-scope.ts';
import { toInterruptible } from './tools/tool-arguments.ts';

/** Runs a flow's body in a scope: input and output held against their schemas, the side channel made from the scope. */
export async function runFlowBody(
  engine: Engine,
  flow: FlowDefinition,
  { input, scope }: { input: unknown; scope: RunScope },
): Promise<unknown> {
  const { body } = flow;
  if (body === undefined)
    throw new DurakitError({ status: 'INTERNAL', message: `Flow '${flow.name}' has no body here: it runs journaled.` });
  engine.schemas.check({ key: flow.key, side: 'input', schema: flow.inputSchema, data: input });
  const output: unknown = await engine.scopes.run(scope, () => body(input, toSideChannel(scope)));
  engine.schemas.check({ key: flow.key, side: 'output', schema: flow.outputSchema, data: output });
  return output;
}

/** A flow's second argument: its scope, callable with a chunk. A flow that is a tool may interrupt like one. */
export function toSideChannel(scope: ActionArguments): FlowSideChannel {
  const callback = (chunk: unknown): void => scope.sendChunk(chunk);
  return Object.assign(callback, toInterruptible(scope));
}
