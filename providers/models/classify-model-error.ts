import type { ErrorClass } from '../../schemas/error-class.ts';
import { readProviderFailure, type FailureKind, type ProviderFailure } from './read-provider-failure.ts';
import { readRateLimitReset, readTimeSpan } from './read-rate-limit-reset.ts';
import { readRetryAfter } from './read-retry-after.ts';

/** A failure and what it means. */
export interface ClassifiedFailure {
  readonly class: ErrorClass;
  /** How long the vendor asks to wait. A vendor that asks for 0 ms asks for nothing. */
  readonly retryAfterMs?: number | undefined;
  readonly failure: ProviderFailure;
}

/** One line of the table: the first one that fits decides. */
interface Rule {
  readonly class: ErrorClass;
  /** HTTP statuses under which the words count; undefined: any, and none. */
  readonly statuses?: readonly number[];
  /** Held against the vendor's message, code, type and reasons, and against the type of error that AWS sends as a header. */
  readonly words?: RegExp;
}

/** What vendors answer to a request that they do not like for what is in it. 500: Ollama. */
const REFUSED: readonly number[] = [400, 403, 413, 422, 451, 500];

/**
 * Vendors' words before their statuses: many say 400 or 429 for several of these. Words stand here that tell classes apart, not those that
 * appear in advice: vendors name their billing page in the errors of every limit. Sources: recorded sessions, the vendors' descriptions of
 * their APIs, and errors that users have reported.
 */
const RULES: readonly Rule[] = [
  // above the limit of a whole minute: no wait helps (OpenAI with 429, Groq with 413, both call it a rate limit)
  { class: 'context_length', words: /request too large for/i },
  // before the window: "too many tokens per day"
  {
    class: 'quota',
    words:
      /insufficient.?(quota|balance|credit|funds)|billing_(hard_limit|not_active|disabled)|credit balance|(used|depleted|exhausted|exceeded).{0,40}(credits|spending limit)|(credits?|balance).{0,40}(depleted|exhausted|used up)|spend(ing)? limit|service ?quota ?exceeded|PerDay|\blimit: 0(?![.\d])|too many tokens per day|calls \/ month|(monthly|weekly) (usage )?limit|out of credits/i,
  },
  // too much for the window; under 429 the same words mean too much for this minute
  {
    class: 'context_length',
    statuses: REFUSED,
    words:
      /context.?(length|window|size|limit)|exceed_context_size|maximum prompt length|(prompt|input|request) is too long|input.?tokens.?exceeded|maximum number of tokens|too many tokens|too large for model|reduce the length of|inputs`? (tokens|must have)|request_too_large|max_prompt_tokens|max_new_tokens`? must be/i,
  },
  { class: 'context_length', statuses: [413] },
  { class: 'quota', statuses: [402] },
  {
    class: 'content_filter',
    statuses: [400, 403, 422, 451],
    words:
      /content.?filter|content.?(management )?polic|content_moderation|moderation_blocked|responsible.?ai|flagged (as|by|for)|was flagged|safety (system|filter|check|reasons)|safety_check|usage (guidelines|polic)|content exists risk|prohibited.?content|guardrail_intervened|blocked by (model armor|our)/i,
  },
  {
    class: 'auth',
    words:
      /api.?key.?(is )?(not valid|invalid|expired)|invalid.?api.?key|API_KEY_|security token .{0,30}(invalid|expired)|UnrecognizedClient|ExpiredToken/i,
  },
  // the model asked for a tool in a way that the vendor itself found malformed (Groq)
  { class: 'bad_output', words: /tool_use_failed|failed_generation|json_validate_failed|malformed_function_call/i },
  { class: 'overloaded', words: /over.?loaded|capacity_exceeded|flex tier capacity|ModelNotReady|incomplete_generation/i },
  { class: 'auth', statuses: [401, 403] },
  { class: 'timeout', statuses: [408, 504, 524] },
  { class: 'rate_limit', statuses: [429] },
  // 409: a conflict with another request, 424: the model failed (AWS, TGI), 425 and 499: the vendor gave the request up
  { class: 'overloaded', statuses: [409, 424, 425, 499, 529] },
  { class: 'invalid_request', statuses: [501] },
];

/** For an error that came without an HTTP status: within a stream, or in an answer that began well. */
const WORDS_ALONE: readonly Rule[] = [
  { class: 'rate_limit', words: /rate.?limit|throttl|too.?many|quota|resource.?exhausted/i },
  { class: 'timeout', words: /time.?d?.?out|deadline/i },
  { class: 'auth', words: /authentication|unauthenticated|unauthorized|api.?key|permission|forbidden|access.?denied/i },
  { class: 'invalid_request', words: /not.?found|invalid|validation|too.?large|too.?long/i },
];

const CLASS_OF_KIND: Readonly<Record<Exclude<FailureKind, 'http' | 'reported'>, ErrorClass>> = {
  cut: 'overloaded',
  unreachable: 'overloaded',
  broken: 'overloaded',
  // not the model's words but the vendor's form is broken: a gateway's page, half an event
  malformed: 'overloaded',
  timeout: 'timeout',
  unsupported: 'invalid_request',
  unknown: 'overloaded',
};

/**
 * The one place where failures of vendors get their class, whatever was thrown: an `APICallError`, an error of `fetch` or of a stream,
 * a vendor's body. `responseHeaders`: of the answer whose stream failed. An abort is no failure and not for this function.
 */
export function classifyModelError(
  error: unknown,
  { responseHeaders }: { readonly responseHeaders?: Readonly<Record<string, string>> | undefined } = {},
): ClassifiedFailure {
  const failure = readProviderFailure(error);
  const errorClass = toClass(failure);
  return { class: errorClass, retryAfterMs: toWait(failure, errorClass, responseHeaders), failure };
}

function toClass({ kind, httpStatus, headers, vendor }: ProviderFailure): ErrorClass {
  if (kind !== 'http' && kind !== 'reported') return CLASS_OF_KIND[kind];
  const { code, type, message, reasons = [] } = vendor;
  const words = [code, type, ...reasons, headers?.['x-amzn-errortype'], message].filter((word) => word !== undefined).join('\n');
  const fits = ({ statuses, words: pattern }: Rule): boolean =>
    (pattern?.test(words) ?? true) &&
    (statuses === undefined || (httpStatus === undefined ? pattern !== undefined : statuses.includes(httpStatus)));
  const rule = RULES.find(fits) ?? (httpStatus === undefined ? WORDS_ALONE.find(fits) : undefined);
  if (rule !== undefined) return rule.class;
  return httpStatus !== undefined && httpStatus < 500 ? 'invalid_request' : 'overloaded';
}

/** The headers of an answer that began well and broke say nothing about that: some vendors send `Retry-After` with every answer. */
function toWait(
  { kind, headers, vendor }: ProviderFailure,
  errorClass: ErrorClass,
  responseHeaders: Readonly<Record<string, string>> | undefined,
): number | undefined {
  const isLimit = errorClass === 'rate_limit' || errorClass === 'quota';
  const own = kind === 'http' || kind === 'reported' ? (headers ?? responseHeaders) : undefined;
  const waits = [
    readRetryAfter(own),
    vendor.retryDelayMs,
    isLimit ? readRateLimitReset(own) : undefined,
    isLimit ? readSpokenWait(vendor.message) : undefined,
  ];
  return waits.find((wait) => wait !== undefined && wait > 0);
}

/** "Please try again in 6m0s.", "Please retry after 24 seconds". */
function readSpokenWait(message = ''): number | undefined {
  const span = /\b(?:try again|retry) (?:in|after) ((?:\d+(?:\.\d+)?\s*[a-z]+\s*)+)/i.exec(message)?.[1];
  return span === undefined ? undefined : readTimeSpan(span);
}
