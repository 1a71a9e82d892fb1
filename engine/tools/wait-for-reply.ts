import { toActionKey } from '../../schemas/action-key.ts';
import type { Duration } from '../../schemas/duration.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { ToolRequest, ToolRequestPart, ToolResponsePart } from '../../schemas/part.ts';
import { toReplyEvent, type InterruptReply, type PendingInterrupt, type ResumeOptions } from '../../schemas/pending-interrupt.ts';
import { currentCaller } from '../call-action.ts';
import type { ActionDescription } from '../action.ts';
import { toMilliseconds } from '../duration.ts';
import type { Engine } from '../engine.ts';
import { respondTool, restartTool } from './answer-interrupt.ts';
import { answerQuestions, openQuestions } from './open-questions.ts';
import { toShortName } from './resolved-tool.ts';

/**
 * Waits until every one of the interrupts is answered from outside; each answer counts once. Where a sub-agent has asked, its tools' questions
 * are waited for, with refs that name the way to them.
 */
export async function waitForReply(
  engine: Engine,
  interrupts: ToolRequestPart | readonly ToolRequestPart[],
  { timeout }: { readonly timeout?: Duration } = {},
): Promise<ResumeOptions> {
  const asked = openQuestions('toolRequest' in interrupts ? [interrupts] : interrupts);
  const caller = currentCaller(engine, 'waitForReply');
  const deadline = timeout === undefined ? undefined : caller.now() + toMilliseconds(timeout);
  const answers = await Promise.all(
    asked.map(async ({ path, request }) => {
      const interrupt = toPendingInterrupt(engine, { path, part: request });
      const reply = (await caller.waitForEvent({ name: toReplyEvent(interrupt), deadline, interrupt })) as InterruptReply;
      return { path, part: toResumePart(request, reply) };
    }),
  );
  return answerQuestions(answers);
}

interface AskedBelow {
  readonly path: readonly ToolRequest[];
  readonly part: ToolRequestPart;
}

function toPendingInterrupt(engine: Engine, { path, part }: AskedBelow): PendingInterrupt {
  const { name, input } = part.toolRequest;
  const ref = path.length === 0 ? part.toolRequest.ref : [...path, part.toolRequest].map((call) => call.ref ?? call.name).join('/');
  const interrupt = part.metadata?.['interrupt'];
  if (interrupt === undefined) {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: `waitForReply: the request of tool '${name}' is no interrupt. Pass one of \`response.interrupts\`.`,
    });
  }
  const known = describeTool(engine, name);
  const tool = known?.metadata?.['tool'] as { readonly restartable?: boolean } | undefined;
  return {
    name,
    ...(ref !== undefined && { ref }),
    ...(input !== undefined && { input }),
    interrupt,
    restartable: tool?.restartable !== false,
    tool: known?.name ?? name,
  };
}

/** A model has only the last part of a name such as `bank/refund`. */
function describeTool(engine: Engine, name: string): ActionDescription | undefined {
  const exact = engine.describe(toActionKey('tool', name)) ?? engine.describe(toActionKey('tool.v2', name));
  if (exact !== undefined) return exact;
  const action = [...engine.registry.list('tool'), ...engine.registry.list('tool.v2')].find((tool) => toShortName(tool.name) === name);
  return action && engine.describe(action.key);
}

/** An event that came past the checks of `handle.respond` (from Temporal's CLI, say) is taken for the output. */
function toResumePart(part: ToolRequestPart, reply: InterruptReply | undefined): ToolResponsePart | ToolRequestPart {
  switch (reply?.kind) {
    case 'respond':
      return respondTool(part, reply.output, reply.metadata === undefined ? {} : { metadata: reply.metadata });
    case 'restart':
      return restartTool(part, reply.resumed, reply.input === undefined ? {} : { replaceInput: reply.input });
    default:
      return respondTool(part, reply);
  }
}
