import type { FlowDescription } from '../server/served-flow.ts';
import type { loadApp } from '../workers/load-app.ts';

type Engines = Awaited<ReturnType<typeof loadApp>>['engines'];

/** The flows of an app as the HTTP server needs them: JSON, so they can come from another process. */
export function describeFlows(engines: Engines): FlowDescription[] {
  return engines.flatMap(({ flows }) =>
    [...flows.values()].map(({ name, description, inputSchema, outputSchema }) => ({ name, description, inputSchema, outputSchema })),
  );
}
