import type { AppSettings } from '../engine/app-settings.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';
import type { ValidationIssue } from '../engine/validation-error.ts';

/** A validator that the worker compiled when it made the bundle: true, or false with its findings in `errors`. */
export interface CompiledValidator {
  (data: unknown): boolean;
  errors?: readonly ValidationIssue[] | null;
}

/** What the worker's Node side knows of the app and the sandbox cannot find out: it goes into the bundle. */
export interface BundleManifest {
  /** By `<action key>:<side>`, with the schema for the message. */
  readonly validators: Readonly<Record<string, { readonly validate: CompiledValidator; readonly schema: JsonSchema }>>;
  /** One for each `durakit()`, in the order of the calls. */
  readonly apps: readonly AppSettings[];
}

let manifest: BundleManifest = { validators: {}, apps: [] };
let taken = 0;

/** Called by a module of the bundle that is evaluated before the app's. */
export function setBundleManifest(compiled: BundleManifest): void {
  manifest = compiled;
}

/** The validators of the bundle. */
export function compiledValidators(): BundleManifest['validators'] {
  return manifest.validators;
}

/**
 * The settings of the next `durakit()`. They come from the worker, where `process.env` and plugins are; the split drops the
 * options from the sandbox's program.
 */
export function takeAppSettings(): AppSettings {
  return (
    manifest.apps[taken++] ?? { name: undefined, context: {}, stepDefaults: {}, defaultModel: undefined, defaultModelConfig: undefined }
  );
}
