import { readField, type Dialect, type SpokenFault } from './dialect.ts';

const toLine = (content: string, done: boolean): Record<string, unknown> => ({
  model: 'm',
  created_at: '2026-11-20T10:00:00Z',
  message: { role: 'assistant', content },
  done,
  ...(done && { done_reason: 'stop', prompt_eval_count: 1, eval_count: 2 }),
});

const ERRORS: Readonly<Record<SpokenFault, readonly [number, string]>> = {
  rate_limit: [429, 'too many requests'],
  overflow: [400, 'the input length exceeds the context length'],
  refusal: [400, 'the prompt was flagged by the content filter'],
  unauthorized: [401, 'unauthorized'],
  quota: [402, 'you have used all of your credits'],
  failure: [500, 'llama runner process has terminated'],
};

/** Ollama's own chat. */
export const ollamaDialect: Dialect = {
  findModel: (request) => (request.path === '/api/chat' ? String(readField(request, 'model')) : undefined),
  isStream: (request) => readField(request, 'stream') !== false,
  streamType: 'application/x-ndjson',
  pieces: [`${JSON.stringify(toLine('Hel', false))}\n`, `${JSON.stringify(toLine('lo.', true))}\n`],
  answer: toLine('Hello.', true),
  broken: '{oops\n',
  toError: (fault, wait) => {
    const [status, text] = ERRORS[fault];
    return { status, body: { error: wait === undefined ? text : `${text}, please try again in ${wait / 1000}s` } };
  },
  toResetHeaders: (milliseconds) => ({ 'x-ratelimit-reset': String(milliseconds / 1000) }),
};
