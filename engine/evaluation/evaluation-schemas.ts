import type { JsonSchema } from '../../schemas/json-schema.ts';

const DIALECT = 'http://json-schema.org/draft-07/schema#';

const text: JsonSchema = { type: 'string' };

const dataPoint: JsonSchema = {
  type: 'object',
  properties: {
    input: {},
    output: {},
    context: { type: 'array', items: {} },
    reference: {},
    testCaseId: text,
    traceIds: { type: 'array', items: text },
  },
  additionalProperties: true,
};

const score: JsonSchema = {
  type: 'object',
  properties: {
    id: { type: 'string', description: 'Optional ID to differentiate different scores if applying in a single evaluation' },
    score: { type: ['number', 'string', 'boolean'] },
    status: { type: 'string', enum: ['UNKNOWN', 'PASS', 'FAIL'] },
    error: text,
    details: { type: 'object', properties: { reasoning: text }, additionalProperties: true },
  },
  additionalProperties: true,
};

/** JSON Schemas of what evaluators take and give, as the zod schemas of the same names say it; the sandbox does not load those. A test holds the two together. */
export const EVALUATION_SCHEMAS = {
  evalRequest: {
    $schema: DIALECT,
    type: 'object',
    properties: { dataset: { type: 'array', items: dataPoint }, evalRunId: text, options: {}, batchSize: { type: 'number' } },
    required: ['dataset', 'evalRunId'],
    additionalProperties: true,
  },
  evalResponses: {
    $schema: DIALECT,
    type: 'array',
    items: {
      type: 'object',
      properties: {
        sampleIndex: { type: 'number' },
        testCaseId: text,
        traceId: text,
        spanId: text,
        evaluation: { anyOf: [score, { type: 'array', items: score }] },
      },
      required: ['testCaseId', 'evaluation'],
      additionalProperties: true,
    },
  },
} as const;
