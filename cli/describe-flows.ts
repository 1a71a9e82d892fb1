import type { FlowDescription } from '../server/served-flow.ts';
import type { loadApp } from '../workers/load-app.ts';

type LoadedApps = Awaited<ReturnType<typeof loadApp>>['apps'];

/** The flows of an app as the HTTP server needs them: JSON, so they can come from another process. */
export function describeFlows(apps: LoadedApps): FlowDescription[] {
  return apps.flatMap(({ engine }) =>
    [...engine.flows.values()].map(({ name, description, inputSchema, outputSchema }) => ({
      name,
      description,
      inputSchema,
      outputSchema,
    })),
  );
}
