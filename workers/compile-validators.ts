import standaloneCode from 'ajv/dist/standalone/index.js';
import { createAjv } from '../client/node-schemas.ts';
import type { Engine } from '../engine/engine.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';

/** Actions whose borders the sandbox checks by itself: what enters and leaves a run, the turns of sessions, and replies to interrupted tools. */
const CHECKED_TYPES: ReadonlySet<string> = new Set(['flow', 'tool', 'tool.v2', 'agent']);

/**
 * A CommonJS module with a validator for each border of each flow and tool, and for each schema of flow code, compiled by ajv: the
 * sandbox checks what enters a run (also from Temporal's UI and CLI) with the very words of the client, without zod or ajv in the bundle.
 */
export function compileValidators(engines: readonly Engine[], schemas: Readonly<Record<string, JsonSchema | undefined>> = {}): string {
  const borders = new Map<string, JsonSchema>();
  for (const { key, type, inputSchema, outputSchema } of engines.flatMap((engine) => engine.registry.list())) {
    if (!CHECKED_TYPES.has(type)) continue;
    if (inputSchema !== undefined) addBorder(borders, `${key}:input`, inputSchema);
    if (outputSchema !== undefined && type !== 'agent') addBorder(borders, `${key}:output`, outputSchema);
  }
  for (const [key, schema] of Object.entries(schemas)) if (schema !== undefined) borders.set(key, schema);
  return borders.size === 0 ? 'module.exports = {};\n' : compile(borders);
}

/** Tools of two apps may share a key: the sandbox finds the later one's validator by its schema. */
function addBorder(borders: Map<string, JsonSchema>, border: string, schema: JsonSchema): void {
  borders.set(borders.has(border) ? `${border}@${borders.size}` : border, schema);
}

/** Borders with one schema share one function. What ajv cannot compile has none: there an activity checks. */
function compile(borders: ReadonlyMap<string, JsonSchema>): string {
  const ajv = createAjv({ code: { source: true, esm: false } });
  const names = new Map<string, string | undefined>();
  const table: string[] = [];
  for (const [border, schema] of borders) {
    const text = JSON.stringify(schema);
    if (!names.has(text)) names.set(text, addSchema(ajv, schema, `validate${names.size}`));
    const name = names.get(text);
    if (name !== undefined) table.push(`${JSON.stringify(border)}: { validate: compiled.${name}, schema: ${text} }`);
  }
  const exported = Object.fromEntries([...names.values()].flatMap((name) => (name === undefined ? [] : [[name, name]])));
  // The package is CommonJS and its types say otherwise: the function is the default's own default.
  const toCode = ((standaloneCode as unknown as { default?: unknown }).default ?? standaloneCode) as (
    instance: unknown,
    names: unknown,
  ) => string;
  return `${toCode(ajv, exported)}\nconst compiled = { ...module.exports };\nmodule.exports = { ${table.join(',\n')} };\n`;
}

function addSchema(ajv: ReturnType<typeof createAjv>, { $schema: _draft, ...schema }: JsonSchema, name: string): string | undefined {
  try {
    // ajv refuses drafts that it has no rules of; the keywords that it knows are the same
    ajv.addSchema({ ...schema, $id: name });
    return ajv.getSchema(name) === undefined ? undefined : name;
  } catch {
    ajv.removeSchema(name);
    return undefined;
  }
}
