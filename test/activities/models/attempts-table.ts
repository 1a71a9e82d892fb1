import type { ErrorClass } from '../../../schemas/error-class.ts';
import type { ModelLimits } from '../../../schemas/model-policy.ts';
import type { StatusName } from '../../../schemas/status.ts';
import { toFaults, type Fault, type WaitForm } from '../../providers/models/fault-server/fault.ts';

/** What a model meets, and what comes of it. */
export interface AttemptsCase {
  readonly name: string;
  /** The vendor's model begins with it. */
  readonly vendor: 'gpt' | 'claude' | 'gemini' | 'gemma';
  readonly faults: readonly Fault[];
  readonly limits?: ModelLimits;
  /** Requests at the vendor. */
  readonly requests: number;
  /** What is at least between two requests, in milliseconds. */
  readonly waits?: readonly number[];
  /** Undefined where the flow gets its answer. */
  readonly error?: { readonly status: StatusName; readonly class: ErrorClass; readonly retryAfterMs?: number };
}

function limited(vendor: AttemptsCase['vendor'], form: WaitForm, milliseconds: number): AttemptsCase {
  return {
    name: `${vendor}: 429, come back in ${milliseconds} ms (${form})`,
    vendor,
    faults: [{ kind: 'rate_limit', form, milliseconds }],
    requests: 2,
    waits: [milliseconds],
  };
}

const VENDORS = ['gpt', 'claude', 'gemini', 'gemma'] as const;

const FINAL: readonly (readonly [Fault['kind'] & ('overflow' | 'refusal' | 'unauthorized' | 'quota'), ErrorClass])[] = [
  ['overflow', 'context_length'],
  ['refusal', 'content_filter'],
  ['unauthorized', 'auth'],
  ['quota', 'quota'],
];

/** Gemini says with 400 that a key is wrong, Claude that the credit is spent. */
function toStatus(vendor: AttemptsCase['vendor'], kind: (typeof FINAL)[number][0]): StatusName {
  if (kind === 'unauthorized' && vendor !== 'gemini') return 'UNAUTHENTICATED';
  return kind === 'quota' && vendor !== 'claude' ? 'RESOURCE_EXHAUSTED' : 'INVALID_ARGUMENT';
}

/** The schedule of attempts, class by class and vendor by vendor. */
export const ATTEMPTS: readonly AttemptsCase[] = [
  limited('gpt', 'seconds', 1_000),
  limited('gpt', 'milliseconds', 1_200),
  limited('gpt', 'date', 2_000),
  limited('gpt', 'reset', 1_500),
  limited('gpt', 'spoken', 1_100),
  limited('claude', 'seconds', 1_000),
  limited('claude', 'reset', 1_500),
  limited('gemini', 'seconds', 1_000),
  limited('gemini', 'spoken', 1_300),
  limited('gemma', 'seconds', 1_000),
  limited('gemma', 'spoken', 1_100),
  ...VENDORS.map((vendor) => ({ name: `${vendor}: 500, 503, 529`, vendor, faults: toFaults(500, 503, 529), requests: 4 })),
  ...VENDORS.map((vendor) => ({
    name: `${vendor}: reset before and after the first byte, and a cut stream`,
    vendor,
    faults: toFaults('reset_before', 'reset_after', 'cut'),
    requests: 4,
  })),
  ...VENDORS.map((vendor) => ({ name: `${vendor}: an answer that cannot be read`, vendor, faults: toFaults('broken_json'), requests: 2 })),
  ...VENDORS.map((vendor) => ({
    name: `${vendor}: a mute vendor, then a stalled stream`,
    vendor,
    faults: toFaults('mute', 'stall'),
    limits: { firstByteTimeout: 700, stallTimeout: 500 },
    requests: 3,
    waits: [700, 500],
  })),
  ...VENDORS.flatMap((vendor) =>
    FINAL.map(([kind, errorClass]) => ({
      name: `${vendor}: ${kind}`,
      vendor,
      faults: toFaults(kind),
      requests: 1,
      error: { status: toStatus(vendor, kind), class: errorClass },
    })),
  ),
  {
    name: 'five tries and no more',
    vendor: 'gpt',
    faults: toFaults(503, 503, 503, 503, 503, 503, 503),
    requests: 5,
    error: { status: 'UNAVAILABLE', class: 'overloaded' },
  },
  {
    name: 'as many tries as the call says',
    vendor: 'gpt',
    faults: toFaults(503, 503, 503),
    limits: { maxAttempts: 2 },
    requests: 2,
    error: { status: 'UNAVAILABLE', class: 'overloaded' },
  },
  {
    name: 'a wait that is longer than the app takes',
    vendor: 'gpt',
    faults: [{ kind: 'rate_limit', form: 'seconds', milliseconds: 31_000 }],
    requests: 1,
    error: { status: 'RESOURCE_EXHAUSTED', class: 'rate_limit', retryAfterMs: 31_000 },
  },
  {
    name: 'a wait that is longer than the call takes',
    vendor: 'claude',
    faults: [{ kind: 'rate_limit', form: 'seconds', milliseconds: 2_000 }],
    limits: { maxWait: 1_000 },
    requests: 1,
    error: { status: 'RESOURCE_EXHAUSTED', class: 'rate_limit', retryAfterMs: 2_000 },
  },
  {
    name: 'a stall in every try',
    vendor: 'claude',
    faults: toFaults('stall', 'stall'),
    limits: { stallTimeout: 300, maxAttempts: 2 },
    requests: 2,
    error: { status: 'DEADLINE_EXCEEDED', class: 'timeout' },
  },
  {
    name: 'a mute vendor that is not asked to stream',
    vendor: 'gpt',
    faults: toFaults('mute'),
    limits: { firstByteTimeout: 700, streaming: false },
    requests: 2,
    waits: [700],
  },
  {
    name: 'a failure of one class after the other',
    vendor: 'gpt',
    faults: [...toFaults(503), { kind: 'rate_limit', form: 'milliseconds', milliseconds: 300 }, ...toFaults('reset_before', 'overflow')],
    requests: 4,
    waits: [0, 300],
    error: { status: 'INVALID_ARGUMENT', class: 'context_length' },
  },
];
