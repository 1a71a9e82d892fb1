import type { JsonSchema } from '../../schemas/json-schema.ts';

const metadata: JsonSchema = { type: 'object', additionalProperties: {} };
const text: JsonSchema = { type: 'string' };
const number: JsonSchema = { type: 'number' };

function toObjectSchema(properties: Readonly<Record<string, JsonSchema>>, required: readonly string[]): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: true };
}

function toListSchema(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

function toPartSchema(kind: string, value: JsonSchema): JsonSchema {
  return toObjectSchema({ [kind]: value, metadata }, [kind]);
}

/** JSON Schema of `PartSchema`, which the sandbox does not load: it is zod's. A test holds the two together. */
export const PART_JSON_SCHEMA: JsonSchema = {
  anyOf: [
    toPartSchema('text', text),
    toPartSchema('reasoning', text),
    toPartSchema('media', toObjectSchema({ url: text, contentType: text }, ['url'])),
    toPartSchema('toolRequest', toObjectSchema({ name: text, ref: text, input: {}, partial: { type: 'boolean' } }, ['name'])),
    toPartSchema('toolResponse', toObjectSchema({ name: text, ref: text, output: {}, content: toListSchema({}) }, ['name'])),
    toPartSchema('resource', toObjectSchema({ uri: text }, ['uri'])),
    toPartSchema('custom', metadata),
    toPartSchema('data', {}),
  ],
};

const content = toListSchema(PART_JSON_SCHEMA);
const document = toObjectSchema({ content, metadata }, ['content']);
const documents = toListSchema(document);
const embedding = toObjectSchema({ embedding: toListSchema(number), metadata }, ['embedding']);
const rankedDocument = toObjectSchema({ content, metadata: toObjectSchema({ score: number }, ['score']) }, ['content', 'metadata']);

function toBorderSchema(properties: Readonly<Record<string, JsonSchema>>, required: readonly string[]): JsonSchema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...toObjectSchema(properties, required) };
}

/** JSON Schemas of what embedders, retrievers, indexers and rerankers take and give, as the zod schemas of the same names say it. */
export const DOCUMENT_SCHEMAS = {
  embedRequest: toBorderSchema({ input: documents, options: {} }, ['input']),
  embedResponse: toBorderSchema({ embeddings: toListSchema(embedding) }, ['embeddings']),
  retrieverRequest: toBorderSchema({ query: document, options: {} }, ['query']),
  retrieverResponse: toBorderSchema({ documents }, ['documents']),
  indexerRequest: toBorderSchema({ documents, options: {} }, ['documents']),
  rerankerRequest: toBorderSchema({ query: document, documents, options: {} }, ['query', 'documents']),
  rerankerResponse: toBorderSchema({ documents: toListSchema(rankedDocument) }, ['documents']),
} as const;
