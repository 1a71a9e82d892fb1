import { toEvents, type Dialect, type SpokenFault } from './dialect.ts';

const usageMetadata = { promptTokenCount: 1, candidatesTokenCount: 2, totalTokenCount: 3 };
const toAnswer = (text: string, finishReason?: string): unknown => ({
  candidates: [{ index: 0, content: { role: 'model', parts: [{ text }] }, ...(finishReason !== undefined && { finishReason }) }],
  usageMetadata,
});

const ERRORS: Readonly<Record<SpokenFault, readonly [number, string, string, string?]>> = {
  rate_limit: [429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted.'],
  overflow: [400, 'INVALID_ARGUMENT', 'The input token count (1048577) exceeds the maximum number of tokens allowed (1048575).'],
  refusal: [400, 'INVALID_ARGUMENT', 'The prompt was blocked: PROHIBITED_CONTENT.'],
  unauthorized: [400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', 'API_KEY_INVALID'],
  quota: [429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.', 'GenerateRequestsPerDayPerProjectPerModel-FreeTier'],
  failure: [503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'],
};

/** Google's generateContent. */
export const geminiDialect: Dialect = {
  findModel: ({ path }) => /\/models\/([^/:]+):(?:streamG|g)enerateContent/.exec(path)?.[1],
  isStream: ({ path }) => path.includes(':stream'),
  streamType: 'text/event-stream',
  pieces: [toEvents(toAnswer('Hel')), toEvents(toAnswer('lo.', 'STOP'))],
  answer: toAnswer('Hello.', 'STOP'),
  broken: 'data: {oops\n\n',
  toError: (fault, wait) => {
    const [code, status, message, reason] = ERRORS[fault];
    const details = [
      ...(reason === undefined ? [] : [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }]),
      ...(wait === undefined ? [] : [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${wait / 1000}s` }]),
    ];
    return { status: code, body: { error: { code, message, status, details } } };
  },
  toResetHeaders: (milliseconds) => ({ 'x-ratelimit-reset': String(Date.now() + milliseconds) }),
};
