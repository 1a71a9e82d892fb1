import { describe, expect, test } from '@jest/globals';
import { runOnce } from '../../../activities/effects/run-once.ts';
import type { EffectCall, EffectOutcome, EffectStore } from '../../../engine/effect-store.ts';
import { toFailureData } from '../../../engine/failure.ts';
import { ToolInterruptError } from '../../../engine/tools/tool-interrupt-error.ts';
import type { ReconcileResult } from '../../../engine/tools/tool.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import { createMemoryEffectStore } from './memory-effect-store.ts';

const since = '2026-01-02T03:04:05.000Z';
const call: EffectCall = {
  callId: 'c1',
  workflowId: 'w',
  runId: 'r',
  place: '5',
  tool: '/tool/refund',
  inputHash: 'h',
  number: 1,
  holder: 'second',
};

/** Throws what it is given, gives back anything else. */
type Behaviour = () => unknown;

interface Case {
  /** What an earlier try left. */
  readonly before?: EffectOutcome | 'intent';
  readonly body?: Behaviour;
  readonly reconcile?: Behaviour;
  readonly lastTry?: boolean;
  readonly aborted?: boolean;
  readonly store?: (store: EffectStore) => EffectStore;
}

interface Ran {
  readonly output?: unknown;
  readonly error?: unknown;
  readonly did: readonly string[];
  /** The row's state afterwards, and who holds it. */
  readonly row: string;
  readonly warnings: readonly string[];
}

async function run({
  before,
  body = () => 'paid',
  reconcile,
  lastTry = false,
  aborted = false,
  store: change = (same) => same,
}: Case): Promise<Ran> {
  const store = createMemoryEffectStore();
  const did: string[] = [];
  const warnings: string[] = [];
  const first = { ...call, holder: 'first' };
  if (before !== undefined) await store.begin(first);
  if (before !== undefined && before !== 'intent') await store.finish(first, before);
  const doing = (what: string, behaviour: Behaviour) => async (callId: string) => (did.push(`${what} ${callId}`), behaviour());
  const execution = {
    key: call.tool,
    name: 'refund',
    input: {},
    effects: 'once' as const,
    abortSignal: aborted ? AbortSignal.abort() : new AbortController().signal,
    run: doing('body', body),
    reconcile: reconcile && (doing('reconcile', reconcile) as () => Promise<ReconcileResult>),
  };
  const warn = (message: string): void => void warnings.push(message);
  const ended = await runOnce(execution, { store: change(store), call, lastTry, warn }).then(
    (output) => ({ output }),
    (error: unknown) => ({ error }),
  );
  const row = store.rows.get('c1');
  return { ...ended, did, row: row === undefined ? 'none' : `${row.outcome?.state ?? 'intent'} of ${row.holder}`, warnings };
}

const closed = (): never => {
  throw new DurakitError({ status: 'UNAVAILABLE', message: 'the bank is closed' });
};
const unknownOrder = (): never => {
  throw new DurakitError({ status: 'NOT_FOUND', message: 'no such order' });
};
const ask = (): never => {
  throw new ToolInterruptError({ question: 'sure?' });
};
const failure = toFailureData(new Error('the bank is closed'));
const doubt = { inDoubt: true, callId: 'c1', tool: 'refund', since };

describe('what becomes of a call', () => {
  const given: [string, Case, { output: unknown; did: string[]; row: string }][] = [
    ['new', {}, { output: 'paid', did: ['body c1'], row: 'returned of second' }],
    ['new, gives nothing', { body: () => undefined }, { output: undefined, did: ['body c1'], row: 'returned of second' }],
    ['returned', { before: { state: 'returned', output: 'before' } }, { output: 'before', did: [], row: 'returned of first' }],
    [
      'in doubt, done',
      { before: 'intent', reconcile: () => ({ state: 'done', output: 'found' }) },
      { output: 'found', did: ['reconcile c1'], row: 'returned of second' },
    ],
    [
      'in doubt, not done',
      { before: 'intent', reconcile: () => ({ state: 'not-done' }) },
      { output: 'paid', did: ['reconcile c1', 'body c1'], row: 'returned of second' },
    ],
    ['stopped, but it came to its end', { aborted: true }, { output: 'paid', did: ['body c1'], row: 'returned of second' }],
  ];
  test.each(given)('%s', async (_name, known, expected) => {
    const { warnings, ...ran } = await run(known);
    expect([ran, warnings]).toEqual([expected, []]);
  });

  const failing: [string, Case, { error: object; did: string[]; row: string }][] = [
    [
      'new, throws: an outcome, not tried again',
      { body: closed },
      { error: { status: 'UNAVAILABLE', nonRetryable: true }, did: ['body c1'], row: 'threw of second' },
    ],
    [
      'threw: thrown again',
      { before: { state: 'threw', failure } },
      { error: { status: 'INTERNAL', message: 'the bank is closed', nonRetryable: true }, did: [], row: 'threw of first' },
    ],
    ['new, interrupts: no outcome', { body: ask }, { error: { metadata: { question: 'sure?' } }, did: ['body c1'], row: 'none' }],
    [
      'new, stopped in the middle',
      { body: closed, aborted: true },
      { error: { nonRetryable: false }, did: ['body c1'], row: 'intent of second' },
    ],
    [
      'new, gives what is no JSON: it was run',
      { body: () => () => 1 },
      { error: { status: 'INVALID_ARGUMENT' }, did: ['body c1'], row: 'threw of second' },
    ],
    ['in doubt, no reconcile', { before: 'intent' }, { error: { metadata: doubt }, did: [], row: 'intent of first' }],
    [
      'in doubt, unknown',
      { before: 'intent', reconcile: () => ({ state: 'unknown' }) },
      { error: { metadata: doubt }, did: ['reconcile c1'], row: 'intent of first' },
    ],
    [
      'in doubt, reconcile gives nonsense',
      { before: 'intent', reconcile: () => undefined },
      { error: { metadata: doubt }, did: ['reconcile c1'], row: 'intent of first' },
    ],
    [
      'in doubt, reconcile fails for good',
      { before: 'intent', reconcile: unknownOrder },
      { error: { metadata: { ...doubt, reason: 'NOT_FOUND: no such order' } }, did: ['reconcile c1'], row: 'intent of first' },
    ],
    [
      'in doubt, reconcile asks itself',
      { before: 'intent', reconcile: ask },
      { error: { metadata: { ...doubt, question: 'sure?' } }, did: ['reconcile c1'], row: 'intent of first' },
    ],
    [
      'in doubt, reconcile fails for now',
      { before: 'intent', reconcile: closed },
      { error: { status: 'UNAVAILABLE', nonRetryable: false }, did: ['reconcile c1'], row: 'intent of first' },
    ],
    [
      'in doubt, reconcile fails for now in the last try',
      { before: 'intent', reconcile: closed, lastTry: true },
      { error: { metadata: { ...doubt, reason: 'UNAVAILABLE: the bank is closed' } }, did: ['reconcile c1'], row: 'intent of first' },
    ],
    [
      'in doubt, another try is faster',
      {
        before: 'intent',
        reconcile: () => ({ state: 'not-done' }),
        store: (store) => ({ ...store, renew: async (renewed) => await store.renew(renewed, 'somebody else') }),
      },
      { error: { status: 'ABORTED', nonRetryable: false }, did: ['reconcile c1'], row: 'intent of first' },
    ],
  ];
  test.each(failing)('%s', async (_name, known, { error, ...expected }) => {
    const { warnings: _said, ...ran } = await run(known);
    expect(ran).toEqual({ error: expect.objectContaining(error), ...expected });
  });
});

test('an outcome that cannot be written down is given all the same, with a warning', async () => {
  const { output, warnings } = await run({ store: (store) => ({ ...store, finish: async () => closed() }) });
  expect(output).toBe('paid');
  expect(warnings).toEqual([
    'call c1 of /tool/refund: the outcome could not be written down (DurakitError: UNAVAILABLE: the bank is closed). If this worker dies now, the call is in doubt.',
  ]);
});

test('what a first try sees is what a later one is given', async () => {
  const { output } = await run({ body: () => ({ at: new Date(since), nothing: undefined }) });
  expect(output).toEqual({ at: since });
});

test('a try that lost its call to another one does not write over its outcome', async () => {
  const store = createMemoryEffectStore();
  await store.begin({ ...call, holder: 'first' });
  await store.renew(call, 'first');
  await store.finish({ ...call, holder: 'first' }, { state: 'threw', failure });
  await store.finish(call, { state: 'returned', output: 'paid' });
  expect(await store.begin(call)).toEqual({ state: 'returned', output: 'paid' });
});
