import type { DurakitClient } from '../client/durakit-client.ts';
import { nodeSchemas } from '../client/node-schemas.ts';
import type { Flow, FlowStartOptions } from '../engine/flow.ts';
import type { FlowHandle } from '../engine/flow-handle.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';

/** A flow as `GET /` lists it. A program that does not hold the app's code can describe the flows that it serves. */
export interface FlowDescription {
  readonly name: string;
  readonly description?: string | undefined;
  /** An input that does not fit is answered before anything is started. */
  readonly inputSchema?: JsonSchema | undefined;
  readonly outputSchema?: JsonSchema | undefined;
}

/** A flow that the server can start. */
export interface ServedFlow {
  readonly description: FlowDescription;
  start(input: unknown, options: FlowStartOptions): Promise<FlowHandle>;
}

/** One of the app's own flows: it knows how to start itself, in mode `inline` too. */
export function fromFlow(flow: Flow): ServedFlow {
  return { description: { name: flow.flowName }, start: (input, options) => flow.start(input, options) };
}

/** A flow by its description, started through a client. */
export function fromDescription(description: FlowDescription, connect: () => Promise<DurakitClient>): ServedFlow {
  const { name, inputSchema } = description;
  return {
    description,
    start: async (input, options) => {
      nodeSchemas.check({ key: `/flow/${name}`, side: 'input', schema: inputSchema, data: input });
      return (await connect()).flow(name).start(input, options);
    },
  };
}
