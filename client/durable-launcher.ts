import { DurakitError } from '../schemas/durakit-error.ts';
import type { FlowLauncher } from '../engine/flow-launcher.ts';
import type { DurakitClient } from './durakit-client.ts';

/** Starts flows as workflows, over a client that is connected with the first of them. */
export function createDurableLauncher(client: () => Promise<DurakitClient>): FlowLauncher {
  return {
    start: async (flow, input, options) => (await client()).flow(flow.name).start(input, options),
    stream: (flow) => {
      throw new DurakitError({
        status: 'UNIMPLEMENTED',
        message: `${flow.name}.stream(): chunks of a durable run cannot be read yet. Use mode 'inline' to stream, or start the run and wait for its result.`,
      });
    },
  };
}
