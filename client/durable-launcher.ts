import { DurakitError } from '../schemas/durakit-error.ts';
import type { FlowLauncher } from '../engine/flow-launcher.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import type { DurakitClient } from './durakit-client.ts';

/** Starts flows as workflows, over one connection that is opened with the first of them. */
export function createDurableLauncher(settings: ConnectionSettings): FlowLauncher {
  let connecting: Promise<DurakitClient> | undefined;

  async function client(): Promise<DurakitClient> {
    const { connect } = await import('./connect.ts');
    connecting ??= connect(settings);
    try {
      return await connecting;
    } catch (error) {
      // The next start tries again: a server that was down must not be remembered for ever.
      connecting = undefined;
      throw error;
    }
  }

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
