import type { EmbeddingModelV4CallOptions } from '@ai-sdk/provider';
import { z } from 'zod';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import { mergeNamespaces } from '../language-model/provider-metadata.ts';

/** The options of an embedder that every vendor knows by these names. Everything else is the vendor's own. */
const EmbeddingOptionsSchema = z.looseObject({
  version: z.string().optional(),
  dimensions: z.number().int().positive().optional(),
  providerOptions: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

/** The options of a call, taken apart. */
export interface EmbeddingSettings {
  /** Genkit's `version`: another model id than that of the reference. */
  readonly version: string | undefined;
  readonly callOptions: Pick<EmbeddingModelV4CallOptions, 'dimensions' | 'providerOptions'>;
}

/** What the settings must know of the vendor. */
export interface EmbeddingVendor {
  readonly providerOptionsKey: string;
  readonly defaultProviderOptions?: Readonly<Record<string, unknown>>;
}

/** Takes the options of a call apart. Throws INVALID_ARGUMENT for values of the wrong type and for `apiKey`: options are stored with the run. */
export function toEmbeddingSettings(options: unknown, { providerOptionsKey, defaultProviderOptions }: EmbeddingVendor): EmbeddingSettings {
  if (typeof options === 'object' && options !== null && 'apiKey' in options) {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message:
        "options.apiKey is not allowed: options are stored with the run. Give the key to the embedder's plugin, or set its variable.",
    });
  }
  const { data, error } = EmbeddingOptionsSchema.safeParse(options ?? {});
  if (data === undefined) {
    const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: `The embedder's options are not valid. ${problems.join('; ')}`,
      cause: error,
    });
  }
  const { version, dimensions, providerOptions: given, ...rest } = data;
  const own = { ...defaultProviderOptions, ...rest };
  const providerOptions = mergeNamespaces([Object.keys(own).length === 0 ? undefined : { [providerOptionsKey]: own }, given]);
  return {
    version,
    callOptions: { ...(dimensions !== undefined && { dimensions }), ...(providerOptions !== undefined && { providerOptions }) },
  };
}
