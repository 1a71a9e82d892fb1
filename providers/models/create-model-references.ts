import type { ModelReference } from '../../engine/define-model.ts';

/** What a plugin of models is on both sides: a name, and references that begin with it. */
export function createModelReferences(name: string): {
  readonly name: string;
  model(modelName: string, config?: Readonly<Record<string, unknown>>): ModelReference;
} {
  return {
    name,
    // always with the prefix: OpenRouter has a model `openrouter/auto`, Groq a `groq/compound`
    model: (modelName, config) => ({ name: `${name}/${modelName}`, ...(config !== undefined && { config }) }),
  };
}
