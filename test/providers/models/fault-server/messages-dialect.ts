import { readField, toEvents, type Dialect, type SpokenFault } from './dialect.ts';

const usage = { input_tokens: 1, output_tokens: 2 };
const message = { id: 'm', type: 'message', role: 'assistant', model: 'claude', stop_sequence: null };

const ERRORS: Readonly<Record<SpokenFault, readonly [number, string, string]>> = {
  rate_limit: [429, 'rate_limit_error', 'This request would exceed your rate limit.'],
  overflow: [400, 'invalid_request_error', 'prompt is too long: 213462 tokens > 200000 maximum'],
  refusal: [400, 'invalid_request_error', 'Output blocked by content filtering policy'],
  unauthorized: [401, 'authentication_error', 'invalid x-api-key'],
  quota: [400, 'invalid_request_error', 'Your credit balance is too low to access the Anthropic API.'],
  failure: [529, 'overloaded_error', 'Overloaded'],
};

/** Anthropic's Messages. */
export const messagesDialect: Dialect = {
  findModel: (request) => (request.path === '/v1/messages' ? String(readField(request, 'model')) : undefined),
  isStream: (request) => readField(request, 'stream') === true,
  streamType: 'text/event-stream',
  pieces: [
    toEvents(
      { type: 'message_start', message: { ...message, content: [], stop_reason: null, usage } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hel' } },
    ),
    toEvents(
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'lo.' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 2 } },
      { type: 'message_stop' },
    ),
  ],
  answer: { ...message, content: [{ type: 'text', text: 'Hello.' }], stop_reason: 'end_turn', usage },
  broken: 'data: {oops\n\n',
  toError: (fault, wait) => {
    const [status, type, text] = ERRORS[fault];
    const spoken = wait === undefined ? text : `${text} Please try again in ${wait / 1000} seconds.`;
    return { status, body: { type: 'error', error: { type, message: spoken }, request_id: 'r' } };
  },
  toResetHeaders: (milliseconds) => ({
    'anthropic-ratelimit-requests-remaining': '0',
    'anthropic-ratelimit-requests-reset': new Date(Date.now() + milliseconds).toISOString(),
  }),
};
