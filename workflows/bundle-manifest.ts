import type { ActionDescription } from '../engine/action.ts';
import type { AppSettings } from '../engine/app-settings.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';
import type { ValidationIssue } from '../engine/validation-error.ts';

/** A validator that the worker compiled when it made the bundle: true, or false with its findings in `errors`. */
export interface CompiledValidator {
  (data: unknown): boolean;
  errors?: readonly ValidationIssue[] | null;
}

/** One `durakit()` of the app, as the worker knows it. */
export interface AppManifest {
  readonly settings: AppSettings;
  /** What was registered when the bundle was made, steps excluded: the split drops bodies and schemas from the sandbox's program. */
  readonly actions: readonly ActionDescription[];
}

/** What the worker's Node side knows of the app and the sandbox cannot find out: it goes into the bundle. */
export interface BundleManifest {
  /** By `<action key>:<side>`, or by the key of a captured schema; with the schema for the message. */
  readonly validators: Readonly<Record<string, { readonly validate: CompiledValidator; readonly schema: JsonSchema }>>;
  /** The schemas of flow code, by the keys of the split. Undefined where the app's own code gives nothing. */
  readonly schemas: Readonly<Record<string, JsonSchema | undefined>>;
  /** Schemas that could not be read, by the same keys, with the reason. */
  readonly unreadableSchemas: Readonly<Record<string, string>>;
  /** One for each `durakit()`, in the order of the calls. */
  readonly apps: readonly AppManifest[];
}

const NOTHING: AppManifest = {
  settings: {
    name: undefined,
    context: {},
    stepDefaults: {},
    defaultModel: undefined,
    defaultModelConfig: undefined,
    defaultFallback: undefined,
  },
  actions: [],
};

let manifest: BundleManifest = { validators: {}, schemas: {}, unreadableSchemas: {}, apps: [] };
let taken = 0;

/** Called by a module of the bundle that is evaluated before the app's. */
export function setBundleManifest(compiled: BundleManifest): void {
  manifest = compiled;
}

/** What came with the bundle. */
export function bundleManifest(): BundleManifest {
  return manifest;
}

/**
 * The settings of the next `durakit()`. They come from the worker, where `process.env` and plugins are; the split drops the
 * options from the sandbox's program.
 */
export function takeAppSettings(): AppSettings {
  return (manifest.apps[taken++] ?? NOTHING).settings;
}

/** What the worker knew of the actions of one app, by their keys: of that whose settings were taken last. */
export function knownActions(): (key: string) => ActionDescription | undefined {
  const { actions } = manifest.apps[taken - 1] ?? NOTHING;
  const byKey = new Map<string, ActionDescription>(actions.map((action) => [action.key, action]));
  return (key) => byKey.get(key);
}
