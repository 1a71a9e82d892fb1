import { connect } from '../../client/connect.ts';
import { resolveConnectionSettings } from '../../client/connection-settings.ts';
import type { DurakitClient } from '../../client/durakit-client.ts';
import { toReason } from '../../development/to-reason.ts';
import { SEARCH_ATTRIBUTES } from '../../schemas/search-attributes.ts';
import { good, problem, type Check } from './check.ts';

const LIMIT_MILLISECONDS = 5_000;

/** The server that clients and workers of this folder would use: does it answer, is its namespace ready? */
export async function checkTemporal(): Promise<Check[]> {
  const { connection, namespace } = resolveConnectionSettings();
  let client: DurakitClient;
  try {
    client = await connect();
  } catch {
    return [
      problem(
        'temporal',
        `no server answers at ${connection.address}`,
        'Start one with `durakit dev app.ts`, or set TEMPORAL_ADDRESS (and TEMPORAL_NAMESPACE, TEMPORAL_TLS…, TEMPORAL_API_KEY) to yours.',
      ),
    ];
  }
  try {
    return await client.temporal.withDeadline(Date.now() + LIMIT_MILLISECONDS, () =>
      inspect(client, { address: connection.address, namespace }),
    );
  } finally {
    await client.close();
  }
}

async function inspect({ temporal }: DurakitClient, { address, namespace }: { address: string; namespace: string }): Promise<Check[]> {
  const { serverVersion } = await temporal.workflowService.getSystemInfo({});
  const server = good('temporal', `version ${serverVersion || 'unknown'} at ${address}`);
  try {
    await temporal.workflowService.describeNamespace({ namespace });
  } catch (error) {
    const advice = `Create it: temporal operator namespace create ${namespace} --address ${address}; or set TEMPORAL_NAMESPACE to one that exists.`;
    return [server, problem('namespace', `'${namespace}' cannot be used: ${toReason(error)}`, advice)];
  }
  return [server, good('namespace', `'${namespace}'`), await checkSearchAttributes({ temporal, namespace })];
}

async function checkSearchAttributes({ temporal, namespace }: Pick<DurakitClient, 'temporal'> & { namespace: string }): Promise<Check> {
  const name = 'search attributes';
  const all = Object.values(SEARCH_ATTRIBUTES);
  const { customAttributes } = await temporal.connection.operatorService.listSearchAttributes({ namespace });
  const missing = all.filter((attribute) => customAttributes[attribute] === undefined);
  if (missing.length === 0) return good(name, all.join(', '));
  const flags = missing.map((attribute) => `--name ${attribute} --type Keyword`).join(' ');
  return problem(
    name,
    `missing: ${missing.join(', ')}`,
    `A worker registers them when it starts, where it may; else: temporal operator search-attribute create --namespace ${namespace} ${flags}`,
  );
}
