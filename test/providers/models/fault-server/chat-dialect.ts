import { readField, toEvents, type Dialect, type SpokenFault } from './dialect.ts';

const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
const toChunk = (delta: unknown, finish: string | null = null): unknown => ({
  id: '1',
  choices: [{ index: 0, delta, finish_reason: finish }],
});

const ERRORS: Readonly<Record<SpokenFault, readonly [number, string, string]>> = {
  rate_limit: [429, 'rate_limit_exceeded', 'Rate limit reached.'],
  overflow: [400, 'context_length_exceeded', "This model's maximum context length is 8192 tokens."],
  refusal: [400, 'content_policy_violation', 'Your request was rejected as a result of our safety system.'],
  unauthorized: [401, 'invalid_api_key', 'Incorrect API key provided.'],
  quota: [429, 'insufficient_quota', 'You exceeded your current quota, please check your plan and billing details.'],
  failure: [500, 'server_error', 'The server had an error.'],
};

/** OpenAI's Chat Completions. */
export const chatDialect: Dialect = {
  findModel: (request) => (request.path === '/v1/chat/completions' ? String(readField(request, 'model')) : undefined),
  isStream: (request) => readField(request, 'stream') === true,
  streamType: 'text/event-stream',
  pieces: [
    toEvents(toChunk({ role: 'assistant', content: 'Hel' })),
    toEvents(toChunk({ content: 'lo.' }), toChunk({}, 'stop'), { id: '1', choices: [], usage }, '[DONE]'),
  ],
  answer: { id: '1', choices: [{ index: 0, message: { role: 'assistant', content: 'Hello.' }, finish_reason: 'stop' }], usage },
  broken: 'data: {oops\n\n',
  toError: (fault, wait) => {
    const [status, code, message] = ERRORS[fault];
    const spoken = wait === undefined ? message : `${message} Please try again in ${wait / 1000}s.`;
    return { status, body: { error: { message: spoken, type: code, code } } };
  },
  toResetHeaders: (milliseconds) => ({ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': `${milliseconds}ms` }),
};
