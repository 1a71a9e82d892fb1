import { extname } from 'node:path';
import type { RunningServices } from '../../schemas/running-services.ts';
import type { FlowDescription } from '../../server/served-flow.ts';
import { formatTable } from '../format/format-table.ts';
import { createExampleInput } from './create-example-input.ts';
import type { FirstRun } from './first-run.ts';

/** What runs. */
export interface DevDescription {
  readonly services: Pick<RunningServices, 'temporalAddress' | 'uiUrl' | 'namespace'>;
  readonly server: { readonly url: string } | undefined;
  readonly flows: readonly FlowDescription[];
  readonly agents: readonly string[];
  readonly firstRun: FirstRun | undefined;
  /** From the start to now. */
  readonly seconds: number;
}

/** From a clone of the repository the command has no name of its own. */
const COMMAND = extname(import.meta.url) === '.ts' ? 'npm run -s durakit --' : 'npx durakit';

/** The lines that a person needs once all is up. */
export function describeDev({ services, server, flows, agents, firstRun, seconds }: DevDescription): string[] {
  const [agent] = agents;
  const flow = firstRun?.flow ?? flows[0]?.name;
  const input = toInputText(
    firstRun,
    flows.find(({ name }) => name === flow),
  );
  const argument = input === undefined ? '' : ` '${input}'`;
  const call = `curl -H 'Content-Type: application/json' -d '{"data":${input ?? 'null'}}' ${server?.url ?? ''}/${flow}`;
  const commands = [
    ...(flow === undefined ? [] : [`${COMMAND} run ${flow}${argument}`]),
    ...(agent === undefined ? [] : [`${COMMAND} chat ${agent}`]),
    `${COMMAND} ps`,
  ];
  const rows = [
    ...(services.uiUrl === undefined ? [] : [['Temporal UI', `${services.uiUrl}/namespaces/${services.namespace}/workflows`]]),
    ...(server === undefined ? [] : [['API', server.url]]),
    ...(server === undefined || flow === undefined ? [] : [['', call]]),
    ['From another shell', commands[0] ?? ''],
    ...commands.slice(1).map((command) => ['', command]),
  ];
  return ['', ...formatTable(rows), '', `Up after ${seconds.toFixed(1)} s. A change of the app reloads it, Ctrl-C stops everything.`];
}

/** JSON for a shell's single quotes. */
function toInputText(firstRun: FirstRun | undefined, flow: FlowDescription | undefined): string | undefined {
  const example = flow?.inputSchema === undefined ? undefined : createExampleInput(flow.inputSchema);
  const input = firstRun?.input ?? example;
  return input === undefined ? undefined : JSON.stringify(input).replaceAll("'", String.raw`'\''`);
}
