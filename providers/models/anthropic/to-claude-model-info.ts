import type { ModelInfo } from '../../../schemas/model-info.ts';

/** Models that are listed; any other name with `claude-` works as well. */
export const KNOWN_CLAUDE_MODELS: readonly string[] = [
  'claude-opus-4-8',
  'claude-opus-4-6',
  'claude-opus-4-5',
  'claude-opus-4-1',
  'claude-sonnet-4-6',
  'claude-sonnet-4-5',
  'claude-haiku-4-5',
];

/** Models before Opus 4.1 and Sonnet 4.5: no schema of an output is held there, so the prompt has to ask for it. */
const WITHOUT_SCHEMA = /^claude-(\d|instant|(opus|sonnet|haiku)-(4-0|4-2\d{7}|4$|3))/;

/** What a model can do, by its name. Source: Genkit `anthropic/src/models.ts`. */
export function toClaudeModelInfo(modelId: string): ModelInfo {
  return {
    label: `Anthropic - ${modelId}`,
    supports: {
      multiturn: true,
      media: true,
      tools: true,
      toolChoice: true,
      systemRole: true,
      output: ['text', 'json'],
      constrained: WITHOUT_SCHEMA.test(modelId) ? 'none' : 'all',
    },
  };
}
