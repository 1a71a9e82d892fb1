import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { JsonSchema } from '../schemas/json-schema.ts';

/** Genkit's settings of ajv: all errors at once, unknown keywords and formats tolerated. */
export function createAjv(options: { code?: { source: boolean; esm: boolean } } = {}): Ajv {
  const ajv = new Ajv({ allErrors: true, strict: false, ...options });
  // ajv-formats is CommonJS: its default export arrives once more wrapped.
  (formats as unknown as (instance: Ajv) => void)(ajv);
  return ajv;
}

const DRAFT_07 = /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/;
/** Schemas of tools that are made for each call are equal, not the same: they are found by their text. */
const MAX_COMPILED = 1000;

const ajv = createAjv();
const byIdentity = new WeakMap<JsonSchema, ValidateFunction>();
const byText = new Map<string, ValidateFunction>();

/** The validator of a schema, compiled once for all that are equal; the 1000 most recent texts are kept. Throws what ajv throws for a schema that is none. */
export function compileSchema(schema: JsonSchema): ValidateFunction {
  const known = byIdentity.get(schema);
  if (known !== undefined) return known;
  const text = JSON.stringify(schema);
  const validate = byText.get(text) ?? compile(schema);
  byText.delete(text);
  byText.set(text, validate);
  const oldest = byText.keys().next();
  if (byText.size > MAX_COMPILED && oldest.done !== true) byText.delete(oldest.value);
  byIdentity.set(schema, validate);
  return validate;
}

function compile(schema: JsonSchema): ValidateFunction {
  // ajv refuses drafts that it has no rules of; the keywords of later ones that it knows are the same (MCP servers send 2020-12)
  const { $schema, ...rest } = schema;
  const accepted = typeof $schema === 'string' && DRAFT_07.test($schema) ? schema : rest;
  try {
    return ajv.compile(accepted);
  } finally {
    // ajv keeps each schema for ever, and refuses a second one with the same $id
    ajv.removeSchema(accepted);
  }
}
