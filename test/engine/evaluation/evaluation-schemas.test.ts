import { expect, test } from '@jest/globals';
import { nodeSchemas } from '../../../client/node-schemas.ts';
import { EVALUATION_SCHEMAS } from '../../../engine/evaluation/evaluation-schemas.ts';
import { EvalRequestSchema, EvalResponsesSchema } from '../../../schemas/eval-request.ts';

test('the request is what its zod schema says', () => {
  expect(EVALUATION_SCHEMAS.evalRequest).toEqual(nodeSchemas.toJsonSchema(EvalRequestSchema));
});

test('the responses are what their zod schema says', () => {
  expect(EVALUATION_SCHEMAS.evalResponses).toEqual(nodeSchemas.toJsonSchema(EvalResponsesSchema));
});
