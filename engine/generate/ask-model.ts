import { DurakitError } from '../../schemas/durakit-error.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { MessageData } from '../../schemas/message.ts';
import { toDurakitError } from '../failure.ts';
import { toErrorClass } from '../models/to-error-class.ts';
import { toValidationErrorOf } from '../validation-error.ts';
import { callModel, type ModelCall } from './call-model.ts';
import { GenerateResponse, type GenerateResultData } from './generate-response.ts';
import type { GenerateRun } from './generate-run.ts';
import { GenerationResponseError } from './generation-response-error.ts';
import type { Message } from './message.ts';
import { findOutputProblem, type OutputProblem } from './validate-output.ts';

/** How often a conversation that is too long is made shorter before that is an error. */
const MOST_COMPACTIONS = 2;

/**
 * Asks one model for an answer that can be used: with `repair`, an answer that does not fit is sent back with what was wrong; with
 * `compact`, a conversation that is too long is made shorter and asked again. Without them one call is one request, as in Genkit.
 */
export async function askModel(run: GenerateRun, call: ModelCall): Promise<GenerateResponse> {
  let { request } = call.turn;
  let compactions = 0;
  for (let repairs = 0; ;) {
    try {
      const response = await callOnce(run, { ...call, turn: { ...call.turn, request } });
      const problem = await problemOf(run, call, response);
      if (problem === undefined) return response;
      if (repairs++ >= run.repair) throw toOutputError(run, response, problem);
      request = { ...request, messages: [...response.messages, toRepairMessage(problem)] };
    } catch (error) {
      const known = toDurakitError(error);
      if (toErrorClass(known) !== 'context_length' || run.compact === undefined || compactions++ >= MOST_COMPACTIONS) throw error;
      request = { ...request, messages: [...(await compactMessages(run, request))] };
    }
  }
}

async function callOnce(run: GenerateRun, call: ModelCall): Promise<GenerateResponse> {
  const { request, modelName, handler } = call.turn;
  const data: GenerateResultData = await callModel(run, call);
  const surroundings = {
    request,
    model: modelName,
    ...(handler !== undefined && { parser: (message: Message) => handler.parseMessage(message) }),
  };
  const response = new GenerateResponse(data, surroundings);
  if (data.operation === undefined) return response.assertValid();
  // a job that ended without an answer is no answer; one that was only begun is
  if (run.operation === 'result') new GenerateResponse({ ...data, operation: undefined }, surroundings).assertValid();
  return response;
}

async function problemOf({ engine }: GenerateRun, { turn }: ModelCall, response: GenerateResponse): Promise<OutputProblem | undefined> {
  if (response.operation !== undefined || response.toolRequests.length > 0) return undefined;
  return turn.options.returnToolRequests === true ? undefined : await findOutputProblem(engine, response);
}

/** As in Genkit the error of the schema; where it was repaired in vain, one that holds the answer as well. */
function toOutputError({ repair }: GenerateRun, response: GenerateResponse, { errors, data, schema }: OutputProblem): DurakitError {
  const invalid = toValidationErrorOf(errors, { data, schema });
  const details = { ...(invalid.details as object), class: 'bad_output' };
  if (repair === 0) {
    return new DurakitError({ status: invalid.status, message: invalid.originalMessage, details });
  }
  return new GenerationResponseError(response, invalid.originalMessage, { status: 'INVALID_ARGUMENT', details });
}

function toRepairMessage({ errors }: OutputProblem): MessageData {
  const list = errors.map(({ path, message }) => `- ${path}: ${message}`).join('\n');
  return {
    role: 'user',
    content: [
      {
        text: `The answer does not fit the required schema:\n\n${list}\n\nAnswer again, with output that fits the schema.`,
        metadata: { purpose: 'repair' },
      },
    ],
  };
}

async function compactMessages({ compact }: GenerateRun, { messages }: GenerateRequest): Promise<readonly MessageData[]> {
  const shorter = await compact?.(messages);
  if (shorter !== undefined && shorter.length > 0) return shorter;
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: '`compact` gave no messages back: a request needs at least one.' });
}
