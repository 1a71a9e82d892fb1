import type { JsonSchema } from '../../schemas/json-schema.ts';
import { PART_JSON_SCHEMA } from '../retrieval/document-schemas.ts';

const text: JsonSchema = { type: 'string' };
const anything: JsonSchema = {};
const metadata: JsonSchema = { type: 'object', additionalProperties: {} };

function toObjectSchema(properties: Readonly<Record<string, JsonSchema>>, required: readonly string[] = []): JsonSchema {
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: true };
}

function toListSchema(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

function toEnumSchema(values: readonly string[]): JsonSchema {
  return { type: 'string', enum: values };
}

/** The parts of a message that hold this one thing. */
function findPartSchema(kind: string): JsonSchema {
  const kinds = PART_JSON_SCHEMA['anyOf'] as readonly { readonly required: readonly string[] }[];
  return kinds.find(({ required }) => required.includes(kind)) as unknown as JsonSchema;
}

const message = toObjectSchema(
  { role: toEnumSchema(['system', 'user', 'model', 'tool']), content: toListSchema(PART_JSON_SCHEMA), metadata },
  ['role', 'content'],
);
const artifact = toObjectSchema({ name: text, parts: toListSchema(PART_JSON_SCHEMA), metadata }, ['parts']);
const state = toObjectSchema({
  sessionId: text,
  messages: toListSchema(message),
  custom: anything,
  artifacts: toListSchema(artifact),
});
const finishReason = toEnumSchema('stop length blocked interrupted other unknown aborted detached failed'.split(' '));
const status = toEnumSchema('pending completed aborted failed expired'.split(' '));
const error = toObjectSchema({ status: text, message: text, details: anything }, ['message']);
const resume = toObjectSchema({
  respond: toListSchema(findPartSchema('toolResponse')),
  restart: toListSchema(findPartSchema('toolRequest')),
});

function toBorderSchema(schema: JsonSchema): JsonSchema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...schema };
}

/** JSON Schemas of what an agent's actions take and give, as the zod schemas of schemas/ say it: a test holds the two together. */
export const AGENT_SCHEMAS = {
  input: toBorderSchema(toObjectSchema({ message, resume, detach: { type: 'boolean' } })),
  init: toBorderSchema(toObjectSchema({ snapshotId: text, sessionId: text, state })),
  output: toBorderSchema(
    toObjectSchema({ message, artifacts: toListSchema(artifact), finishReason, sessionId: text, snapshotId: text, state, error }),
  ),
  snapshotRequest: toBorderSchema(toObjectSchema({ snapshotId: text, sessionId: text })),
  snapshot: toBorderSchema(
    toObjectSchema(
      {
        snapshotId: text,
        sessionId: text,
        parentId: text,
        createdAt: text,
        updatedAt: text,
        heartbeatAt: text,
        status,
        finishReason,
        error,
        state,
      },
      ['snapshotId', 'createdAt'],
    ),
  ),
  abortRequest: toBorderSchema(toObjectSchema({ snapshotId: text }, ['snapshotId'])),
  abortResponse: toBorderSchema(toObjectSchema({ snapshotId: text, status }, ['snapshotId'])),
} as const;
