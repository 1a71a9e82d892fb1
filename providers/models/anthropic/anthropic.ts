import { createAnthropic } from '@ai-sdk/anthropic';
import type { Action } from '../../../engine/action.ts';
import { createModelAction, type ModelRunner } from '../../../engine/define-model.ts';
import type { ActionContext } from '../../../schemas/action-context.ts';
import { createBodyFetch } from '../create-body-fetch.ts';
import { findSecretValues } from '../find-secret-values.ts';
import { createLanguageModelRunner, type LanguageModelConnection } from '../language-model/create-language-model-runner.ts';
import { resolveVendorKey } from '../resolve-vendor-key.ts';
import { ANTHROPIC, type Anthropic, type AnthropicOptions } from './anthropic-options.ts';
import { anthropicReferences } from './anthropic-references.ts';
import { KNOWN_CLAUDE_MODELS, toClaudeModelInfo } from './to-claude-model-info.ts';
import { toClaudeBody, toClaudeCall, type ClaudeAdditions } from './to-claude-call.ts';

/**
 * Claude models of Anthropic's API, under `anthropic/<model>`: any `claude-…` name. `anthropic.model(...)` makes references without a call of
 * the plugin. Source: Genkit `@genkit-ai/anthropic`.
 */
export const anthropic: Anthropic = Object.assign(
  (options: AnthropicOptions = {}) => ({
    name: ANTHROPIC,
    init: () => KNOWN_CLAUDE_MODELS.map((modelId) => createAction(modelId, options)),
    resolve: (type: string, fullName: string) => {
      const modelId = fullName.slice(ANTHROPIC.length + 1);
      if (type !== 'model' || !fullName.startsWith(`${ANTHROPIC}/`) || !modelId.startsWith('claude-')) return undefined;
      return createAction(modelId, options);
    },
  }),
  anthropicReferences,
);

function createAction(modelId: string, options: AnthropicOptions): Action {
  return createModelAction({ ...toClaudeModelInfo(modelId), name: `${ANTHROPIC}/${modelId}` }, createClaudeRunner(modelId, options));
}

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
