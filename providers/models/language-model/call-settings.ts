import type { LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { z } from 'zod';
import { ModelConfigSchema } from '../../../schemas/generate-request.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';

/** The settings that every vendor's package knows by these names. What else a config holds is the vendor's own. */
const CallSettingsSchema = ModelConfigSchema.extend({
  presencePenalty: z.number().optional(),
  frequencyPenalty: z.number().optional(),
  seed: z.number().int().optional(),
  providerOptions: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

const CALL_SETTINGS: ReadonlySet<string> = new Set([...Object.keys(CallSettingsSchema.shape), 'apiKey', 'reasoning']);

/** Whether the adapter takes a setting of a config by its name; `apiKey` it takes to refuse it. All others are the vendor's own. */
export function isCallSetting(name: string): boolean {
  return CALL_SETTINGS.has(name);
}

const ReasoningSchema = z.enum(['provider-default', 'none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']);

type SettingName =
  'temperature' | 'maxOutputTokens' | 'topK' | 'topP' | 'stopSequences' | 'presencePenalty' | 'frequencyPenalty' | 'seed' | 'reasoning';

/** A config, taken apart. */
export interface CallSettings {
  readonly settings: Pick<LanguageModelV4CallOptions, SettingName>;
  /** Genkit's `version`: another model id than that of the reference. */
  readonly version: string | undefined;
  /** By vendor name, as `config.providerOptions` had it. */
  readonly providerOptions: Readonly<Record<string, unknown>>;
  /** Everything that no other field names: goes to the model's own vendor. */
  readonly rest: Readonly<Record<string, unknown>>;
}

/**
 * Takes a request's config apart. Throws INVALID_ARGUMENT for values of the wrong type and for `apiKey`: a config is stored
 * with the run, where a key must not be.
 */
export function toCallSettings(config: Readonly<Record<string, unknown>> = {}): CallSettings {
  if ('apiKey' in config) {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: "config.apiKey is not allowed: the config is stored with the run. Give the key to the model's plugin, or set its variable.",
    });
  }
  const { data, error } = CallSettingsSchema.safeParse(config);
  if (data === undefined) {
    const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: `The model's config is not valid. ${problems.join('; ')}`,
      cause: error,
    });
  }
  const { version, providerOptions = {}, reasoning, ...others } = data;
  const { temperature, maxOutputTokens, topK, topP, stopSequences, presencePenalty, frequencyPenalty, seed, ...vendorOwn } = others;
  const level = ReasoningSchema.safeParse(reasoning).data;
  return {
    version,
    providerOptions,
    rest: level === undefined && reasoning !== undefined ? { ...vendorOwn, reasoning } : vendorOwn,
    settings: definedOnly({
      temperature,
      maxOutputTokens,
      topK,
      topP,
      stopSequences,
      presencePenalty,
      frequencyPenalty,
      seed,
      reasoning: level,
    }),
  };
}

/** The keys that have a value: packages take `undefined` for a value here and there. */
function definedOnly<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as ReturnType<typeof definedOnly<T>>;
}
