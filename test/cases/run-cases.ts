import { readdir } from 'node:fs/promises';
import { expect } from '@jest/globals';
import type { Flow, FlowStartOptions } from '../../engine/flow.ts';
import type { FlowHandle } from '../../engine/flow-handle.ts';
import type { Case, CaseTable } from './case-table.ts';

/**
 * Every behaviour has one row in a table, and is run twice: inline (`cases.test.ts`, project `unit`) and durably on a real server, with
 * the build-time split (`cases.integration.test.ts`, which also holds both results against each other and replays all histories).
 *
 * To add an area `x`, add two files here; nothing else has to be touched:
 * - `x-app.ts`: an ordinary app module. It takes `ai`, and the models `script` and `mirror`, from `./ai.ts`, and exports one flow for each
 *   behaviour; flows and tools of another module are exported again. The flow's result is JSON. Models and tools run on the worker, so they
 *   must be functions of their request. Names of flows, tools and models are shared by all areas: begin them with something of your own.
 * - `x-table.ts`: `export const xTable: CaseTable = [{ name, flow, input?, result? | error?, drive?, inlineOnly?, durableOnly?, … }]`, see
 *   `case-table.ts`; `message-json.ts` has short words for messages.
 * An area that grows past the limit of a file becomes two areas (`tools`, `tool-failures`, …).
 *
 * `CASES=x` (or `x,y`) in the environment runs these areas alone.
 */
export interface Area {
  readonly name: string;
  readonly app: URL;
  readonly table: CaseTable;
}

/** How a run ended, as JSON. */
export type Outcome = { readonly result: unknown } | { readonly error: unknown };

/** Starts a flow by its name. */
export type StartFlow = (flow: string, input: unknown, options: FlowStartOptions) => Promise<FlowHandle>;

/** All areas of this folder, or those of `CASES`. */
export async function loadAreas(): Promise<Area[]> {
  const wanted = process.env['CASES']?.split(',');
  const files = (await readdir(new URL('.', import.meta.url))).filter((file) => file.endsWith('-table.ts') && file !== 'case-table.ts');
  const names = files.map((file) => file.slice(0, -'-table.ts'.length)).filter((name) => wanted?.includes(name) ?? true);
  return await Promise.all(
    names.toSorted().map(async (name) => {
      const module = (await import(`./${name}-table.ts`)) as Record<string, CaseTable>;
      const table = Object.entries(module).find(([key]) => key.endsWith('Table'))?.[1];
      if (table === undefined) throw new Error(`${name}-table.ts exports no ...Table`);
      return { name, app: new URL(`${name}-app.ts`, import.meta.url), table };
    }),
  );
}

/** Loads the apps into this process, where their flows run inline. */
export async function loadInline(areas: readonly Area[]): Promise<StartFlow> {
  process.env['DURAKIT_MODE'] = 'inline';
  const modules = await Promise.all(areas.map(async ({ name }) => (await import(`./${name}-app.ts`)) as Record<string, unknown>));
  const flows = new Map<string, Flow>();
  for (const value of modules.flatMap((module) => Object.values(module))) if (isFlow(value)) flows.set(value.flowName, value);
  return async (name, input, options) => {
    const flow = flows.get(name);
    if (flow === undefined) throw new Error(`no app exports a flow '${name}'`);
    return await flow.start(input, options);
  };
}

/** Runs a row to its end. */
export async function runCase({ flow, input, context, drive }: Case, start: StartFlow): Promise<{ outcome: Outcome; handle?: FlowHandle }> {
  let handle: FlowHandle;
  try {
    handle = await start(flow, input, context === undefined ? {} : { context });
  } catch (error) {
    return { outcome: toErrorOutcome(error) };
  }
  const ended = handle.result().then((result): Outcome => ({ result: toJson(result) }), toErrorOutcome);
  await drive?.(handle);
  return { outcome: await ended, handle };
}

/** Fails where a run did not end as its row says. */
export function expectOutcome({ result, error }: Case, outcome: Outcome): void {
  if (error !== undefined) expect(outcome).toMatchObject({ error });
  else expect(outcome).toEqual({ result: result ?? null });
}

function isFlow(value: unknown): value is Flow {
  return typeof value === 'function' && 'flowName' in value;
}

/** What a caller can rely on; a class survives no border. */
function toErrorOutcome(error: unknown): Outcome {
  const { status, message, details, step } = error as { status?: string; message: string; details?: unknown; step?: string };
  if (status === undefined) throw error;
  return { error: toJson({ status, message, details, step }) };
}

function toJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null)) as unknown;
}
