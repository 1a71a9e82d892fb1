import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { findSharedFolder } from './shared-folder.ts';

/** Holds bodies against `CreateChatCompletionRequest` of OpenAI's own API description. */
export function createChatRequestValidator(): (body: unknown) => string[] {
  return createRequestValidator('CreateChatCompletionRequest');
}

/** Holds bodies against a schema of OpenAI's own API description. */
export function createRequestValidator(schema: string): (body: unknown) => string[] {
  const description = JSON.parse(readFileSync(join(findSharedFolder(), 'specs/openai.openapi.json'), 'utf8')) as Record<string, unknown>;
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const id = 'https://openai.test/api';
  ajv.addSchema({ $id: id, components: withoutExtensions(description['components']) });
  const validate = ajv.compile({ $ref: `${id}#/components/schemas/${schema}` });
  return (body) => (validate(body) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`));
}

/** OpenAPI's discriminators and OpenAI's recursive references are not JSON Schema, nor is `nullable` without a type. */
function withoutExtensions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutExtensions(item));
  if (typeof value !== 'object' || value === null) return value;
  const isForeign = (key: string): boolean =>
    key === 'discriminator' || key.startsWith('$recursive') || (key === 'nullable' && !('type' in value));
  const entries = Object.entries(value).filter(([key]) => !isForeign(key));
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutExtensions(item)]));
}
