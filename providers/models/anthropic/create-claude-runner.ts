import { createAnthropic } from '@ai-sdk/anthropic';
import type { ModelRunner } from '../../../engine/models/model-runner.ts';
import type { ActionContext } from '../../../schemas/action-context.ts';
import { createBodyFetch } from '../create-body-fetch.ts';
import { findSecretValues } from '../find-secret-values.ts';
import { createLanguageModelRunner, type LanguageModelConnection } from '../language-model/create-language-model-runner.ts';
import { resolveVendorKey } from '../resolve-vendor-key.ts';
import { ANTHROPIC, type AnthropicOptions } from './anthropic-options.ts';
import { toClaudeBody, toClaudeCall, type ClaudeAdditions } from './to-claude-call.ts';

/** The runner of a Claude model. */
export function createClaudeRunner(modelId: string, options: AnthropicOptions): ModelRunner {
  return async function runClaude(request, surroundings) {
    const { request: adapted, additions } = toClaudeCall(request);
    const run = createLanguageModelRunner({
      name: `${ANTHROPIC}/${modelId}`,
      modelId,
      providerOptionsKey: 'anthropic',
      connect: (id, context) => connect(id, { options, additions, context }),
    });
    return await run(adapted, surroundings);
  };
}

/** The key lives as long as the call, in no action and no registry. */
function connect(
  modelId: string,
  { options, additions, context }: { options: AnthropicOptions; additions: ClaudeAdditions; context: ActionContext },
): LanguageModelConnection {
  const { headers = {} } = options;
  const apiKey = resolveVendorKey({ vendor: 'Anthropic', apiKey: options.apiKey, variables: ['ANTHROPIC_API_KEY'], context });
  const provider = createAnthropic({
    baseURL: toBaseURL(options.baseURL ?? options.baseUrl ?? process.env['ANTHROPIC_BASE_URL'] ?? ''),
    apiKey,
    headers: { ...headers },
    fetch: createBodyFetch((body) => toClaudeBody(body, additions), options.fetch),
  });
  return { model: provider.languageModel(modelId), secrets: [apiKey, ...findSecretValues(headers), ...additions.secrets] };
}

/** The vendor's own client takes the address without the version, its package here with it. */
function toBaseURL(address: string): string {
  const trimmed = (address === '' ? 'https://api.anthropic.com' : address).replace(/\/+$/, '');
  return /\/v\d+$/.test(trimmed) ? trimmed : `${trimmed}/v1`;
}
