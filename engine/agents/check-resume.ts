import type { AgentInput } from '../../schemas/agent-input.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { ToolRequest } from '../../schemas/part.ts';
import { equalJson } from '../sessions/equal-json.ts';

/**
 * Holds the answers of a client against the conversation: only what a model has asked for can be answered or run again, and with the
 * input that it gave. Throws INVALID_ARGUMENT. Source of words and rules: Genkit `ai/src/agent.ts`, `validateResumeAgainstHistory`.
 */
export function checkResume({ respond = [], restart = [] }: NonNullable<AgentInput['resume']>, history: readonly MessageData[]): void {
  for (const { toolRequest } of restart) {
    const asked = findRequest(toolRequest, history);
    if (asked === undefined) throw refusal(`resume.restart references ${nameOf(toolRequest)} which was not found in session history.`);
    if (!equalJson(toolRequest.input, asked.input)) {
      throw refusal(
        `resume.restart for ${nameOf(toolRequest)} has modified inputs that do not match the original tool request in session history. ` +
          'Restart inputs must exactly match the interrupted tool request.',
      );
    }
  }
  for (const { toolResponse } of respond) {
    if (findRequest(toolResponse, history) !== undefined) continue;
    throw refusal(`resume.respond references ${nameOf(toolResponse)} which was not found in session history.`);
  }
}

type Call = Pick<ToolRequest, 'name' | 'ref'>;

/** The newest one counts. */
function findRequest({ name, ref }: Call, history: readonly MessageData[]): ToolRequest | undefined {
  const requests = history
    .filter(({ role }) => role === 'model')
    .flatMap(({ content }) => content.flatMap((part) => ('toolRequest' in part ? part.toolRequest : [])));
  return requests.findLast((request) => request.name === name && request.ref === ref);
}

function nameOf({ name, ref }: Call): string {
  return `tool '${name}'${ref === undefined || ref === '' ? '' : ` (ref: ${ref})`}`;
}

function refusal(message: string): DurakitError {
  return new DurakitError({ status: 'INVALID_ARGUMENT', message });
}
