import type { ToolRequest, ToolRequestPart, ToolResponsePart } from '../../schemas/part.ts';
import { respondTool, restartTool } from './answer-interrupt.ts';
import { isSameCall, subAgentInterruptOf } from './sub-agent-interrupt.ts';
import type { RespondOptions } from './tool.ts';

/** A question as an agent's response has it: the same, without the part around it. */
export interface AskedQuestion {
  readonly name: string;
  readonly ref?: string | undefined;
  readonly input?: unknown;
  readonly interrupt: unknown;
}

/** One question of one tool, however deep the agents are that it came through. */
export interface OpenQuestion extends AskedQuestion {
  /** The agents that were called on the way to it, the outermost first. None: the tool is the conversation's own. */
  readonly agents: readonly string[];
  /** The calls of these agents. */
  readonly path: readonly ToolRequest[];
  readonly request: ToolRequestPart;
  /** The answer, in the place of the tool's. */
  respond(output: unknown, options?: RespondOptions): QuestionAnswer;
  /** Has the tool run again, with `resumed` in its surroundings. Default `true`. */
  restart(resumed?: unknown): QuestionAnswer;
}

/** An answer, and the way down to who asked. */
export interface QuestionAnswer {
  readonly path: readonly ToolRequest[];
  readonly part: ToolRequestPart | ToolResponsePart;
}

/** What `generate({ resume })` and the `resume` of an agent's chat take. */
export interface AnsweredQuestions {
  respond?: ToolResponsePart[];
  restart?: ToolRequestPart[];
}

/** The questions behind `response.interrupts`, those of sub-agents in the place of the calls that wait for them. */
export function openQuestions(interrupts: readonly (ToolRequestPart | AskedQuestion)[]): OpenQuestion[] {
  return interrupts.flatMap((interrupt) => findQuestions(toPart(interrupt), { agents: [], path: [] }));
}

/**
 * Answers for a `resume`: those of one sub-agent become one restart of its call. A call whose questions are not all answered is refused
 * when it is resumed, with INVALID_ARGUMENT, before anything runs.
 */
export function answerQuestions(answers: readonly QuestionAnswer[]): AnsweredQuestions {
  const own = answers.flatMap(({ path, part }) => (path.length === 0 ? [part] : []));
  const respond = own.flatMap((part) => ('toolResponse' in part ? [part] : []));
  const restart = [...own.flatMap((part) => ('toolRequest' in part ? [part] : [])), ...toCallsBelow(answers)];
  return { ...(respond.length > 0 && { respond }), ...(restart.length > 0 && { restart }) };
}

function toCallsBelow(answers: readonly QuestionAnswer[]): ToolRequestPart[] {
  const groups: { readonly call: ToolRequest; readonly below: QuestionAnswer[] }[] = [];
  for (const { path, part } of answers) {
    const [call, ...rest] = path;
    if (call === undefined) continue;
    const answer = { path: rest, part };
    const group = groups.find((known) => isSameCall(known.call, call));
    if (group === undefined) groups.push({ call, below: [answer] });
    else group.below.push(answer);
  }
  return groups.map(({ call, below }) => ({ toolRequest: call, metadata: { resumed: answerQuestions(below) } }));
}

type Place = Pick<OpenQuestion, 'agents' | 'path'>;

function findQuestions(request: ToolRequestPart, { agents, path }: Place): OpenQuestion[] {
  const interrupt = request.metadata?.['interrupt'];
  const below = subAgentInterruptOf(interrupt);
  if (below !== undefined) {
    const place = { agents: [...agents, below.agent], path: [...path, request.toolRequest] };
    return below.interrupts.flatMap((part) => findQuestions(part, place));
  }
  const { name, ref, input } = request.toolRequest;
  return [
    {
      agents,
      path,
      name,
      ref,
      input,
      interrupt,
      request,
      respond: (output, options) => ({ path, part: respondTool(request, output, options) }),
      restart: (resumed) => ({ path, part: restartTool(request, resumed) }),
    },
  ];
}

function toPart(given: ToolRequestPart | AskedQuestion): ToolRequestPart {
  if ('toolRequest' in given) return given;
  const { name, ref, input, interrupt } = given;
  return { toolRequest: { name, ...(ref !== undefined && { ref }), input }, metadata: { interrupt } };
}
