import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { findSharedFolder } from '../recordings/shared-folder.ts';

/** Holds bodies against a schema of Ollama's own API description and allows no field at the top that it does not have. */
export function createOllamaValidator(schema: string): (body: unknown) => string[] {
  const text = readFileSync(join(findSharedFolder(), 'specs/ollama.openapi.yaml'), 'utf8');
  const { components } = parse(text) as { components: { schemas: Record<string, Record<string, unknown>> } };
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const id = 'https://ollama.test/api';
  const closed = { ...components.schemas, [schema]: { ...components.schemas[schema], additionalProperties: false } };
  ajv.addSchema({ $id: id, components: { schemas: closed } });
  const validate = ajv.compile({ $ref: `${id}#/components/schemas/${schema}` });
  return (body) => (validate(body) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`));
}
