import type { Severity } from './split-result.ts';

/** What is the same for every finding of one slug. */
export interface DiagnosticEntry {
  readonly severity: Severity;
  readonly hint: string;
}

const entry = (severity: Severity, hint: string): DiagnosticEntry => ({ severity, hint });

/**
 * Every finding of the split. 10: the file and its `ai`. 12: flow code that the sandbox cannot hold. 13: steps that cannot be hoisted.
 * 14: what the workflow program leaves out. 15: likely nondeterminism. Each has a page in `docs/errors/`.
 */
export const DIAGNOSTIC_TABLE = {
  DK1001: entry('error', 'Fix the syntax; nothing else in the file is checked until it can be read.'),
  DK1002: entry('error', 'Annotate it (`ai: Genkit`), or import the `ai` object from the module that makes it.'),
  DK1003: entry('note', 'Pass `ai` to a function of the app, or call the method on `ai` where it is visible.'),
  DK1004: entry('error', 'Give each flow its own name.'),
  DK1005: entry('error', 'Define it at the top of the module, or use `ai.dynamicTool` for a tool of one run.'),
  DK1006: entry('warning', 'Write the configuration as an object literal in the call, so that it can be read.'),
  DK1201: entry('note', 'Wrap it in `ai.run(name, async () => …)`.'),
  DK1202: entry('note', 'Wrap the call in `ai.run(name, async () => …)`.'),
  DK1203: entry('note', 'Wrap it in `ai.run(name, async () => …)`, or pass the value in as input.'),
  DK1204: entry(
    'note',
    'Keep state in variables of the flow, in a step’s result, or in a session: each worker has its own copy of the module’s.',
  ),
  DK1205: entry('note', 'Import it at the top of the module, or wrap it in `ai.run(name, async () => …)`.'),
  DK1206: entry('note', 'Write the function in the definition, or define it in this app as a function with a name.'),
  DK1301: entry('note', 'Return the new value from the step and assign it in the flow.'),
  DK1302: entry('note', 'Write the function in the flow or at module level, or call it outside the step and pass its result.'),
  DK1303: entry('note', 'Copy what the step needs into a constant first: `const { limit } = this`.'),
  DK1304: entry('note', 'Copy what the step needs into a constant first.'),
  DK1305: entry('note', 'Create it in the step, at module level, or pass plain data: text, numbers, arrays, plain objects.'),
  DK1306: entry('note', 'Return the value from each step and combine the results after `Promise.all`.'),
  DK1307: entry('note', 'Give one of the two variables another name.'),
  DK1308: entry('note', 'Write the function in the call of `ai.run`, or define it at module level.'),
  DK1401: entry('note', 'Guard it with `if (import.meta.main)` to say so, or mark it `/* durakit: workflow */` to keep it.'),
  DK1402: entry('note', 'Mark it `/* durakit: workflow */` if flow code needs what it does.'),
  DK1403: entry('note', 'Nothing to do: the worker supplies the value.'),
  DK1404: entry('note', 'Nothing to do if only steps and tools use it; flow code receives `undefined`.'),
  DK1501: entry('warning', 'Pass an abort signal to the losers, or use `Promise.all`, `Promise.any` or a timeout of the step.'),
  DK1502: entry('note', 'Sort the keys first, or iterate over an array.'),
  DK1503: entry('warning', 'Remove `durability`, or move the named code into a step.'),
} as const satisfies Record<string, DiagnosticEntry>;

/** A slug of the table. */
export type DiagnosticSlug = keyof typeof DIAGNOSTIC_TABLE;
