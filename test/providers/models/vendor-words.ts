import type { ErrorClass } from '../../../schemas/error-class.ts';

/** What OpenAI and many after it say to a conversation that is too long. */
export const OPENAI_WINDOW = "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.";

const GROQ_LIMIT =
  'Rate limit reached for model `m` service tier `on_demand` on tokens per minute (TPM): Limit 6000, Used 5034, Requested 1443. ' +
  'Please try again in 4.77s. Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing';
const GROQ_TOO_LARGE =
  'Request too large for model `m` on tokens per minute (TPM): Limit 6000, Requested 12328, please reduce your message size and try again. ' +
  'Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing';
const OPENAI_TOO_LARGE = 'Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 342389. The input must be reduced.';
const GEMINI_QUOTA = 'You exceeded your current quota, please check your plan and billing details.';

function toGeminiQuota(quotaId: string): unknown {
  const failure = { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId }] };
  return { error: { code: 429, message: GEMINI_QUOTA, status: 'RESOURCE_EXHAUSTED', details: [failure] } };
}

/** Errors in words that vendors use and that no recording has, many from users' reports: vendor, status, body and what it is. */
export const VENDOR_WORDS: readonly (readonly [string, number, unknown, ErrorClass])[] = [
  ['Groq, a minute', 429, { error: { message: GROQ_LIMIT, type: 'tokens', code: 'rate_limit_exceeded' } }, 'rate_limit'],
  ['Groq, above a minute', 413, { error: { message: GROQ_TOO_LARGE, type: 'tokens', code: 'rate_limit_exceeded' } }, 'context_length'],
  ['OpenAI, above a minute', 429, { error: { message: OPENAI_TOO_LARGE, type: 'tokens', code: 'rate_limit_exceeded' } }, 'context_length'],
  ['Gemini, a minute', 429, toGeminiQuota('GenerateRequestsPerMinutePerProjectPerModel-FreeTier'), 'rate_limit'],
  ['Gemini, a day', 429, toGeminiQuota('GenerateRequestsPerDayPerProjectPerModel-FreeTier'), 'quota'],
  [
    'Gemini, nothing allowed',
    429,
    { error: { code: 429, message: `${GEMINI_QUOTA} * Quota exceeded for metric: x, limit: 0, model: y` } },
    'quota',
  ],
  [
    'GLM',
    400,
    { code: 20015, message: 'number of input tokens (204703) has exceeded max_prompt_tokens (202752) limit.' },
    'context_length',
  ],
  ['DeepSeek, its old form', 400, { detail: 'Content Exists Risk' }, 'content_filter'],
  ['OpenAI', 400, { error: { message: OPENAI_WINDOW, code: 'context_length_exceeded' } }, 'context_length'],
  ['OpenAI responses', 400, { error: { message: 'Your input exceeds the context window of this model.' } }, 'context_length'],
  [
    'Anthropic',
    400,
    { error: { type: 'invalid_request_error', message: 'prompt is too long: 213462 tokens > 200000 maximum' } },
    'context_length',
  ],
  [
    'Anthropic, with the answer',
    400,
    { error: { message: 'input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000' } },
    'context_length',
  ],
  ['Anthropic, bytes', 413, { error: { type: 'request_too_large', message: 'Request exceeds the maximum size' } }, 'context_length'],
  [
    'Gemini',
    400,
    {
      error: {
        code: 400,
        message: 'The input token count (1048577) exceeds the maximum number of tokens allowed (1048575).',
        status: 'INVALID_ARGUMENT',
      },
    },
    'context_length',
  ],
  [
    'Mistral',
    400,
    { message: 'Prompt contains 65673 tokens and 0 draft tokens, too large for model with 32768 maximum context length' },
    'context_length',
  ],
  [
    'Groq',
    400,
    { error: { message: 'Please reduce the length of the messages or completion.', code: 'context_length_exceeded' } },
    'context_length',
  ],
  ['Cohere', 400, { message: 'too many tokens: total number of tokens in the prompt cannot exceed 4081' }, 'context_length'],
  ['xAI', 400, { error: "This model's maximum prompt length is 131072 but the request contains 537812 tokens." }, 'context_length'],
  ['Bedrock', 400, { message: 'Input is too long for requested model.' }, 'context_length'],
  [
    'TGI',
    422,
    { error: 'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 4097', error_type: 'validation' },
    'context_length',
  ],
  [
    'llama.cpp',
    400,
    { error: { type: 'exceed_context_size_error', message: 'the request exceeds the available context size' } },
    'context_length',
  ],
  ['Ollama', 500, { error: 'the input length exceeds the context length' }, 'context_length'],
  [
    'OpenRouter',
    400,
    { error: { code: 400, message: 'Provider returned error', metadata: { raw: '{"message":"prompt is too long"}' } } },
    'context_length',
  ],
  [
    'OpenAI',
    429,
    { error: { message: 'You exceeded your current quota, please check your plan and billing details.', type: 'insufficient_quota' } },
    'quota',
  ],
  [
    'Anthropic',
    400,
    { error: { type: 'invalid_request_error', message: 'Your credit balance is too low to access the Anthropic API.' } },
    'quota',
  ],
  ['DeepSeek', 402, { error: { message: 'Insufficient Balance', type: 'unknown_error' } }, 'quota'],
  ['OpenRouter', 402, { error: { code: 402, message: 'This request requires more credits' } }, 'quota'],
  ['xAI', 429, { error: 'Your team has either used all available credits or reached its monthly spending limit.' }, 'quota'],
  ['Hugging Face', 402, { error: 'You have exceeded your monthly included credits for Inference Providers.' }, 'quota'],
  ['Cohere, a trial', 429, { message: 'You are using a Trial key, which is limited to 1000 API calls / month.' }, 'quota'],
  ['Bedrock', 400, { message: 'Too many tokens per day, please wait before trying again.' }, 'quota'],
  ['Cohere, a minute', 429, { message: 'You are using a Trial key, which is limited to 20 API calls / minute.' }, 'rate_limit'],
  ['Bedrock', 429, { message: 'Too many tokens, please wait before trying again.' }, 'rate_limit'],
  ['Mistral', 429, { object: 'error', message: 'Service tier capacity exceeded for this model.', code: '3505' }, 'rate_limit'],
  ['TGI', 429, { error: 'Model is overloaded', error_type: 'overloaded' }, 'overloaded'],
  ['Anthropic', 529, { error: { type: 'overloaded_error', message: 'Overloaded' } }, 'overloaded'],
  ['Groq flex', 498, { error: { message: 'Flex tier capacity exceeded', code: 'capacity_exceeded' } }, 'overloaded'],
  ['Bedrock', 424, { message: 'An error occurred while streaming the response.' }, 'overloaded'],
  [
    'OpenAI',
    400,
    { error: { message: 'Your request was rejected as a result of our safety system.', code: 'content_policy_violation' } },
    'content_filter',
  ],
  [
    'OpenAI, reasoning',
    400,
    { error: { message: 'Invalid prompt: your prompt was flagged as potentially violating our usage policy.', code: 'invalid_prompt' } },
    'content_filter',
  ],
  ['Anthropic', 400, { error: { type: 'invalid_request_error', message: 'Output blocked by content filtering policy' } }, 'content_filter'],
  ['xAI', 403, { error: 'Content violates usage guidelines. Failed check: SAFETY_CHECK_TYPE_BIO' }, 'content_filter'],
  ['DeepSeek', 400, { error: { message: 'Content Exists Risk', type: 'invalid_request_error' } }, 'content_filter'],
  ['OpenRouter', 403, { error: { code: 403, message: 'Your input was flagged' } }, 'content_filter'],
  [
    'Gemini',
    400,
    { error: { code: 400, message: 'API key expired. Please renew the API key.', details: [{ reason: 'API_KEY_INVALID' }] } },
    'auth',
  ],
  ['Bedrock', 400, { message: 'The security token included in the request is invalid.' }, 'auth'],
  ['Bedrock', 408, { message: 'The request took too long to process.' }, 'timeout'],
  ['a setting', 400, { error: { message: 'Invalid value at safety_settings[0].threshold' } }, 'invalid_request'],
  ['a gateway', 502, '<html>Bad gateway</html>', 'overloaded'],
  ['a gateway that waited', 524, '<html>A timeout occurred</html>', 'timeout'],
];
