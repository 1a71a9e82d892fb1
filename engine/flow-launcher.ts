import type { FlowDefinition, FlowRunOptions, FlowStartOptions } from './flow.ts';
import type { FlowHandle } from './flow-handle.ts';

/** Starts flows from outside a flow: as workflows through a client, or in process. */
export interface FlowLauncher {
  start(flow: FlowDefinition, input: unknown, options: FlowStartOptions): Promise<FlowHandle>;
  /** Starts, and gives the chunks while the run goes on. */
  stream(flow: FlowDefinition, input: unknown, options: FlowRunOptions): { stream: AsyncIterable<unknown>; handle: Promise<FlowHandle> };
}
