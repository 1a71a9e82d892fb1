import type { Action } from '../../../engine/action.ts';
import { createModelAction } from '../../../engine/define-model.ts';
import { ANTHROPIC, type Anthropic, type AnthropicOptions } from './anthropic-options.ts';
import { anthropicReferences } from './anthropic-references.ts';
import { createAnthropicBatch } from './create-anthropic-batch.ts';
import { createClaudeRunner } from './create-claude-runner.ts';
import { KNOWN_CLAUDE_MODELS, toClaudeModelInfo } from './to-claude-model-info.ts';

/**
 * Claude models of Anthropic's API, under `anthropic/<model>`: any `claude-…` name. `anthropic.model(...)` makes references without a call of
 * the plugin. Source: Genkit `@genkit-ai/anthropic`.
 */
export const anthropic: Anthropic = Object.assign(
  (options: AnthropicOptions = {}) => ({
    name: ANTHROPIC,
    batch: createAnthropicBatch(options),
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
