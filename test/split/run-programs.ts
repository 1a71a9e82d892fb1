import vm from 'node:vm';
import { restoreState } from '../../activities/journal/captured-state.ts';
import { createStepCaptures } from '../../activities/journal/step-captures.ts';
import { createJournaledStep, journaledWritesOf } from '../../engine/journaled-step.ts';

/** The schemas of a Node program, by key. */
type Schemas = Map<string, () => unknown>;

/** The steps of a Node program, by key. */
export type Steps = Map<string, (captured: unknown, surroundings: unknown, ...stepArguments: unknown[]) => Promise<StepOutcome>>;

interface StepOutcome {
  readonly result: unknown;
  readonly writes?: unknown;
}

interface CapturedStep {
  readonly key: string;
  read(): unknown;
  write?(values: unknown): void;
}

type Flow = (input: unknown, sideChannel: unknown) => unknown;
type RunStep = (ai: Ai, ...given: unknown[]) => unknown;

interface Ai {
  defineFlow(configuration: string | { name: string }, flow: Flow): Flow;
  run(name: string, ...given: unknown[]): unknown;
  generate(options: string | { readonly output: { readonly schema: unknown } }): Promise<{ readonly text: string }>;
}

/** What a program did: the flow's result and its chunks. */
export interface Outcome {
  readonly result: unknown;
  readonly chunks: unknown[];
}

const toJson = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

/** The module as it was written, in one process: what both programs together must equal. */
export async function runOriginal(code: string, input: unknown): Promise<Outcome> {
  const { flow } = await load(code, { runStep: runInProcess, steps: new Map(), schemas: new Map() });
  return call(flow, input);
}

/** The workflow program, whose steps go as JSON to the Node program and back. */
export async function runSplit(programs: { readonly workflow: string; readonly node: string }, input: unknown): Promise<Outcome> {
  const steps: Steps = new Map();
  const schemas: Schemas = new Map();
  const node = await load(programs.node, { runStep: runInProcess, steps, schemas });
  const chunks: unknown[] = [];
  const runStep: RunStep = async (_ai, ...given) => {
    const step = given.at(-1) as CapturedStep;
    const registered = steps.get(step.key);
    if (registered === undefined) throw new Error(`no step ${step.key}`);
    const surroundings = { ai: node.ai, sideChannel: createSideChannel(chunks) };
    const outcome = toJson(await registered(toJson(step.read()), surroundings, ...given.slice(1, -1).map(toJson))) as StepOutcome;
    if (outcome.writes !== undefined) step.write?.(outcome.writes);
    return outcome.result;
  };
  const { flow } = await load(programs.workflow, { runStep, steps: new Map(), schemas });
  return call(flow, input, chunks);
}

/** The flow's result, and what could not be kept. */
export interface JournaledOutcome {
  readonly result: unknown;
  readonly lost: readonly string[];
}

/** One step as a journal has it. */
interface RecordedStep {
  readonly result: unknown;
  readonly captured: string | undefined;
}

/** The Node program with a journal: as it runs first, and as it runs again in a fresh process with its first `kept` steps recorded. */
export async function runJournaled(code: string, input: () => unknown, kept: number): Promise<[JournaledOutcome, JournaledOutcome]> {
  const journal: RecordedStep[] = [];
  const first = await runRecorded(code, input(), journal);
  const again = await runRecorded(code, input(), journal.slice(0, kept));
  return [first, again];
}

async function runRecorded(code: string, input: unknown, journal: RecordedStep[]): Promise<JournaledOutcome> {
  const lost = new Set<string>();
  const begin = createStepCaptures();
  let position = 0;
  const runStep: RunStep = async (_ai, ...given) => {
    const step = given.at(-1) as (...stepArguments: unknown[]) => unknown;
    const writes = journaledWritesOf(step);
    const report = (variable: string, reason: string): void => void lost.add(`${variable} ${reason}`);
    const recorded = journal[position++];
    if (recorded !== undefined) {
      if (recorded.captured !== undefined && writes !== undefined) restoreState(writes, recorded.captured, report);
      return recorded.result;
    }
    const { local, recorded: captured } = await begin(step, report);
    const result = toJson(await local?.(given.slice(1, -1)[0], undefined as never));
    journal.push({ result, captured: captured() });
    return result;
  };
  const { flow } = await load(code, { runStep, steps: new Map(), schemas: new Map() });
  return { result: await flow(input, createSideChannel([])), lost: [...lost] };
}

async function call(flow: Flow, input: unknown, chunks: unknown[] = []): Promise<Outcome> {
  const result = await flow(input, createSideChannel(chunks));
  return { result: toJson(result), chunks };
}

function createSideChannel(chunks: unknown[]): unknown {
  const sendChunk = (chunk: unknown): void => void chunks.push(chunk);
  return Object.assign((chunk: unknown) => sendChunk(chunk), { sendChunk, context: { auth: 'me' } });
}

const runInProcess: RunStep = (_ai, ...given) => (given.at(-1) as (...stepArguments: unknown[]) => unknown)(...given.slice(1, -1));

interface Loading {
  readonly runStep: RunStep;
  readonly steps: Steps;
  /** Those of the Node program are what the workflow program captures. */
  readonly schemas: Schemas;
}

async function load(code: string, { runStep, steps, schemas }: Loading): Promise<{ flow: Flow; ai: Ai }> {
  const flows = new Map<string, Flow>();
  const ai: Ai = {
    defineFlow: (configuration, flow) => {
      flows.set(typeof configuration === 'string' ? configuration : configuration.name, flow);
      return flow;
    },
    run: (...given) => runStep(ai, ...given),
    generate: async (options) => ({ text: `answer to ${typeof options === 'string' ? options : JSON.stringify(options.output.schema)}` }),
  };
  const entries: Record<string, Record<string, unknown>> = {
    durakit: { genkit: () => ai },
    'durakit/split-runtime': {
      capturedStep: (key: string, read: unknown, write: unknown) => ({ key, read, write }),
      registerStep: (key: string, step: never) => void steps.set(key, step),
      capturedSchema: (key: string) => schemas.get(key)?.(),
      registerSchema: (key: string, read: () => unknown) => void schemas.set(key, read),
      journaledStep: createJournaledStep,
    },
  };
  const context = vm.createContext({});
  const module = new vm.SourceTextModule(code, { context });
  await module.link((specifier) => {
    const names = entries[specifier];
    if (names === undefined) throw new Error(`the program imports ${specifier}`);
    return new vm.SyntheticModule(
      Object.keys(names),
      function setExports() {
        for (const [name, value] of Object.entries(names)) this.setExport(name, value);
      },
      { context },
    );
  });
  await module.evaluate();
  const flow = flows.get('flow');
  if (flow === undefined) throw new Error('the program defines no flow');
  return { flow, ai };
}
