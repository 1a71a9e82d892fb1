import { nodeSchemas } from '../client/node-schemas.ts';
import type { Action, ActionDescription } from '../engine/action.ts';
import type { LoadedApp } from '../engine/app-registry.ts';
import type { AppSettings } from '../engine/app-settings.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';
import type { AppManifest, BundleManifest } from '../workflows/bundle-manifest.ts';

/** The schemas of flow code, as JSON Schema. */
export type ReadSchemas = Pick<BundleManifest, 'schemas' | 'unreadableSchemas'>;

/**
 * Reads what the app's modules registered. One that cannot be read fails the flow that uses it, and no other: its module may have
 * stopped at a call that was held back.
 */
export function readSchemas(registered: ReadonlyMap<string, () => unknown>): ReadSchemas {
  const schemas: Record<string, JsonSchema | undefined> = {};
  const unreadableSchemas: Record<string, string> = {};
  for (const [key, read] of [...registered].sort(([first], [second]) => (first < second ? -1 : 1))) {
    try {
      schemas[key] = nodeSchemas.toJsonSchema(read());
    } catch (error) {
      unreadableSchemas[key] = error instanceof Error ? error.message : String(error);
    }
  }
  return { schemas, unreadableSchemas };
}

/** What the sandbox is to know of the apps. */
export function createAppManifests(apps: readonly LoadedApp[]): AppManifest[] {
  return apps.map(({ engine }) => {
    const { name, context, stepDefaults, modelLimits, defaultModel, defaultModelConfig, defaultFallback } = engine;
    const settings: AppSettings = { name, context, stepDefaults, modelLimits, defaultModel, defaultModelConfig, defaultFallback };
    const actions = engine.registry.list().filter(({ type }) => type !== 'step');
    return { settings, actions: actions.map(toDescription) };
  });
}

function toDescription({ key, type, name, description, inputSchema, outputSchema, metadata }: Action): ActionDescription {
  return { key, type, name, description, inputSchema, outputSchema, metadata: toJson(metadata) };
}

/** What JSON holds of the metadata: Genkit's own is JSON, that of an app may hold anything. */
function toJson(metadata: Action['metadata']): Action['metadata'] {
  if (metadata === undefined) return undefined;
  const members = Object.entries(metadata).filter(([, value]) => isJson(value));
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    // a circle, or a BigInt
    return false;
  }
}

/** The module of the bundle that is evaluated before the app's modules: they ask for what it sets. */
export function createManifestCode(manifestModule: string, parts: ReadSchemas & Pick<BundleManifest, 'apps'>): string {
  const { schemas, unreadableSchemas, apps } = parts;
  // not JSON as a whole: a schema may be undefined, and the key is there nevertheless
  const members = Object.entries(schemas).map(([key, schema]) => `${JSON.stringify(key)}: ${JSON.stringify(schema) ?? 'undefined'}`);
  return [
    `import { setBundleManifest } from ${JSON.stringify(manifestModule)};`,
    `import validators from './validators.cjs';`,
    'setBundleManifest({',
    '  validators,',
    `  schemas: { ${members.join(', ')} },`,
    `  unreadableSchemas: ${JSON.stringify(unreadableSchemas)},`,
    `  apps: ${JSON.stringify(apps)},`,
    '});',
    '',
  ].join('\n');
}
