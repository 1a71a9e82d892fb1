import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect } from '../../../client/connect.ts';
import type { DurakitClient } from '../../../client/durakit-client.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import { isErrorClass } from '../../../schemas/error-class.ts';
import type { ModelLimits } from '../../../schemas/model-policy.ts';
import { startFaultServer, type FaultServer } from '../../providers/models/fault-server/fault-server.ts';
import type { Fault, WaitForm } from '../../providers/models/fault-server/fault.ts';
import { createRandom } from '../../providers/models/vendor-server/create-random.ts';
import { startWorkerProcess, type WorkerProcess } from '../../setup/worker-process.ts';

const APP = fileURLToPath(new URL('./model-calls-app.ts', import.meta.url));
const taskQueue = 'model-request-bound';
const SEED = 20_261_121;
const CASES = 60;
const VENDORS = { gpt: 'gpt', claude: 'anthropic', gemini: 'googleai', gemma: 'ollama' } as const;
const FORMS: readonly WaitForm[] = ['seconds', 'date', 'milliseconds', 'reset', 'spoken'];
const KINDS: readonly Exclude<Fault['kind'], 'rate_limit' | 'status'>[] = [
  'answer',
  'overflow',
  'refusal',
  'unauthorized',
  'quota',
  'reset_before',
  'reset_after',
  'mute',
  'stall',
  'cut',
  'broken_json',
];

interface Case {
  readonly model: string;
  readonly plugin: string;
  readonly limits: ModelLimits & { readonly maxAttempts: number };
  readonly faults: readonly Fault[];
}

let server: FaultServer;
let client: DurakitClient;
let worker: WorkerProcess;

beforeAll(async () => {
  server = await startFaultServer();
  client = await connect({ taskQueue });
  worker = await startWorkerProcess(APP, { taskQueue, env: { FAULT_SERVER: server.url } });
});

afterAll(async () => {
  await worker.kill();
  await client.close();
  await server[Symbol.asyncDispose]();
});

function createCase(index: number, random: () => number): Case {
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[]): T => list[upTo(list.length)] as T;
  const fault = (): Fault => {
    const kind = random();
    if (kind < 0.2) return { kind: 'rate_limit', form: pick(FORMS), milliseconds: pick([0, 10, 300, 5_000]) };
    return kind < 0.5 ? { kind: 'status', status: pick([408, 409, 429, 500, 502, 503, 504, 529]) } : { kind: pick(KINDS) };
  };
  const vendor = pick(Object.keys(VENDORS) as (keyof typeof VENDORS)[]);
  const limits = {
    maxAttempts: 1 + upTo(4),
    maxWait: pick([0, 20, 1_000]),
    // one of them is always there: nothing else ends a mute vendor soon
    firstByteTimeout: 300 + upTo(300),
    stallTimeout: 200 + upTo(200),
    ...(random() < 0.2 && { streaming: false }),
    ...(random() < 0.2 && { timeout: 1_000 }),
  };
  return { model: `${vendor}-random-${index}`, plugin: VENDORS[vendor], limits, faults: Array.from({ length: 1 + upTo(7) }, fault) };
}

test(`no policy and no script makes more requests than the policy allows (${CASES} random cases)`, async () => {
  const random = createRandom(SEED);
  const cases = Array.from({ length: CASES }, (_, index) => createCase(index, random));
  const check = async ({ model, plugin, limits, faults }: Case): Promise<void> => {
    server.script(model, faults);
    const handle = await client.flow('ask').start({ model: `${plugin}/${model}`, limits });
    const outcome: unknown = await handle.result().catch((error: unknown) => error);
    const requests = server.log(model);
    const seen = { model, limits, faults, outcome: String(outcome), requests: requests.length };
    // on a busy machine the time for the first byte may be over before the request is sent
    const isUnsent = requests.length === 0 && outcome instanceof DurakitError && outcome.status === 'DEADLINE_EXCEEDED';
    if ((requests.length < 1 && !isUnsent) || requests.length > limits.maxAttempts) throw new Error(JSON.stringify(seen));
    if (outcome === 'Hello.') expect({ ...seen, last: requests.at(-1)?.fault.kind }).toMatchObject({ last: 'answer' });
    else expect(outcome).toBeInstanceOf(DurakitError);
    const { details } = outcome as { details?: { class?: unknown } };
    if (details?.class !== undefined) expect(isErrorClass(details.class)).toBe(true);
  };
  await Promise.all(cases.map(check));
});
