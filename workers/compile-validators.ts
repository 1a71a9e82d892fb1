import standaloneCode from 'ajv/dist/standalone/index.js';
import { createAjv } from '../client/node-schemas.ts';
import type { Engine } from '../engine/engine.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';

/**
 * A CommonJS module with a validator for each border of each flow, compiled by ajv: the sandbox checks what enters a run
 * (also from Temporal's UI and CLI) with the very words of the client, without zod or ajv in the bundle.
 */
export function compileValidators(engines: readonly Engine[]): string {
  const schemas = new Map<string, JsonSchema>();
  for (const flow of engines.flatMap((engine) => [...engine.flows.values()])) {
    if (flow.inputSchema !== undefined) schemas.set(`${flow.key}:input`, flow.inputSchema);
    if (flow.outputSchema !== undefined) schemas.set(`${flow.key}:output`, flow.outputSchema);
  }
  if (schemas.size === 0) return 'module.exports = {};\n';
  const borders = [...schemas].map(([border, schema], index) => ({ border, schema, name: `validate${index}` }));
  const ajv = createAjv({ code: { source: true, esm: false } });
  for (const { name, schema } of borders) ajv.addSchema({ ...schema, $id: name });
  const names = Object.fromEntries(borders.map(({ name }) => [name, name]));
  // The package is CommonJS and its types say otherwise: the function is the default's own default.
  const toCode = ((standaloneCode as unknown as { default?: unknown }).default ?? standaloneCode) as (
    instance: unknown,
    names: unknown,
  ) => string;
  const table = borders.map(
    ({ border, schema, name }) => `${JSON.stringify(border)}: { validate: compiled.${name}, schema: ${JSON.stringify(schema)} }`,
  );
  return `${toCode(ajv, names)}\nconst compiled = { ...module.exports };\nmodule.exports = { ${table.join(',\n')} };\n`;
}
