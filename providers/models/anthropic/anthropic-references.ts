import { ANTHROPIC, type Anthropic } from './anthropic-options.ts';

/** The references of {@link Anthropic}, the same on both sides. `anthropic/` in front of a name is taken off, as in Genkit. */
export const anthropicReferences: Pick<Anthropic, 'model'> = {
  model: (name, config) => ({
    name: `${ANTHROPIC}/${name.slice(name.lastIndexOf('/') + 1)}`,
    ...(config !== undefined && { config }),
  }),
};
