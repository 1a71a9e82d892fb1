import { expect, test } from '@jest/globals';
import type { z } from 'zod';
import { nodeSchemas } from '../../../client/node-schemas.ts';
import { AGENT_SCHEMAS } from '../../../engine/agents/agent-schemas.ts';
import { AgentInitSchema, AgentInputSchema } from '../../../schemas/agent-input.ts';
import { AgentOutputSchema } from '../../../schemas/agent-output.ts';
import { AgentAbortRequestSchema, AgentAbortResponseSchema, GetSnapshotRequestSchema } from '../../../schemas/agent-requests.ts';
import { SessionSnapshotSchema } from '../../../schemas/session-snapshot.ts';

const sources: Readonly<Record<keyof typeof AGENT_SCHEMAS, z.ZodType>> = {
  input: AgentInputSchema,
  init: AgentInitSchema,
  output: AgentOutputSchema,
  snapshotRequest: GetSnapshotRequestSchema,
  snapshot: SessionSnapshotSchema,
  abortRequest: AgentAbortRequestSchema,
  abortResponse: AgentAbortResponseSchema,
};

test.each(Object.keys(sources) as (keyof typeof sources)[])('%s is what its zod schema says', (name) => {
  expect(AGENT_SCHEMAS[name]).toEqual(nodeSchemas.toJsonSchema(sources[name]));
});
