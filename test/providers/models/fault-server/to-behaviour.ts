import { answerInPieces, resetAfter, resetAtOnce, stallAfter, stayMute, type Answer } from '../vendor-server/behaviours.ts';
import type { Behaviour, ReceivedRequest } from '../vendor-server/vendor-server.ts';
import type { Dialect, SpokenFault } from './dialect.ts';
import type { Fault, WaitForm } from './fault.ts';

const json = { 'content-type': 'application/json' };
const SEED = 1;

/** What a fault looks like to the one who sent this request. */
export function toBehaviour(fault: Fault, dialect: Dialect, request: ReceivedRequest): Behaviour {
  const { answer, beginning } = toAnswers(dialect, request);
  switch (fault.kind) {
    case 'answer':
      return answerInPieces(answer, SEED);
    case 'rate_limit':
      return answerInPieces(toLimit(dialect, fault.form, fault.milliseconds ?? 0), SEED);
    case 'status':
      // a gateway in front of the vendor has its own page
      if (fault.status === 504) return answerInPieces({ status: 504, body: '<html>Gateway timeout</html>' }, SEED);
      return answerInPieces({ ...toErrorAnswer(dialect, 'failure'), status: fault.status }, SEED);
    case 'reset_before':
      return resetAtOnce;
    case 'reset_after':
      return resetAfter(beginning);
    case 'mute':
      return stayMute;
    case 'stall':
      return stallAfter(beginning);
    case 'cut':
      return answerInPieces(beginning, SEED);
    case 'broken_json':
      return answerInPieces(
        { ...beginning, body: dialect.isStream(request) ? `${String(beginning.body)}${dialect.broken}` : '{oops' },
        SEED,
      );
    default:
      return answerInPieces(toErrorAnswer(dialect, fault.kind), SEED);
  }
}

function toAnswers({ isStream, pieces, streamType, answer }: Dialect, request: ReceivedRequest): { answer: Answer; beginning: Answer } {
  const [first, rest] = pieces;
  const headers = { 'content-type': streamType };
  if (isStream(request)) return { answer: { headers, body: first + rest }, beginning: { headers, body: first } };
  const body = JSON.stringify(answer);
  return { answer: { headers: json, body }, beginning: { headers: json, body: body.slice(0, 10) } };
}

function toErrorAnswer({ toError }: Dialect, fault: SpokenFault, wait?: number): Required<Answer> {
  const { status, body } = toError(fault, wait);
  return { status, headers: json, body: JSON.stringify(body) };
}

function toLimit(dialect: Dialect, form: WaitForm | undefined, milliseconds: number): Answer {
  if (form === 'spoken') return toErrorAnswer(dialect, 'rate_limit', milliseconds);
  const answer = toErrorAnswer(dialect, 'rate_limit');
  return form === undefined ? answer : { ...answer, headers: { ...json, ...toWaitHeaders(dialect, form, milliseconds) } };
}

/** A date of HTTP has whole seconds, and so has the answer's own `Date`, which Node adds. */
function toWaitHeaders(
  { toResetHeaders }: Dialect,
  form: Exclude<WaitForm, 'spoken'>,
  milliseconds: number,
): NonNullable<Answer['headers']> {
  switch (form) {
    case 'seconds':
      return { 'retry-after': String(milliseconds / 1000) };
    case 'milliseconds':
      return { 'retry-after-ms': String(milliseconds) };
    case 'date':
      return { 'retry-after': new Date(Date.now() + milliseconds).toUTCString() };
    case 'reset':
      return toResetHeaders(milliseconds);
  }
}
