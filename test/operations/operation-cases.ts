import type { VideoScript } from './fake-video-vendor.ts';

/** One job, and what shall become of it. */
export interface OperationCase {
  readonly model: string;
  readonly script: VideoScript;
  /** Jobs that the vendor charges for. */
  readonly submits: number;
  readonly end:
    | { readonly state: 'done'; readonly copy: 'named' | 'renewed' | 'replaces' | 'gone' }
    | { readonly state: 'blocked' }
    | { readonly state: 'failed'; readonly message: string };
  /** What is done while an exchange is held. */
  readonly meanwhile?: 'cancel';
  /** What a person answers to an operation in doubt. */
  readonly answer?: 'adopt' | 'retry';
}

const named = { state: 'done', copy: 'named' } as const;
const failed = (message: string): OperationCase['end'] => ({ state: 'failed', message });

/** Faults of the vendor: the worker lives. */
export const VENDOR_CASES: readonly OperationCase[] = [
  { model: 'fake/plain', script: { name: 'smooth' }, submits: 1, end: named },
  { model: 'fake/plain', script: { name: 'done-at-once', looks: 0 }, submits: 1, end: named },
  { model: 'fake/plain', script: { name: 'busy-looks', lookCodes: [429, 503, 429] }, submits: 1, end: named },
  { model: 'fake/plain', script: { name: 'busy-download', fileCodes: [503] }, submits: 1, end: named },
  { model: 'fake/replacing', script: { name: 'replaced' }, submits: 1, end: { state: 'done', copy: 'replaces' } },
  {
    model: 'fake/plain',
    script: { name: 'expired', fileCodes: [404, 404, 404] },
    submits: 1,
    end: { state: 'done', copy: 'gone' },
  },
  {
    model: 'fake/replacing',
    script: { name: 'expired-replacing', fileCodes: [403, 403, 403] },
    submits: 1,
    end: failed("NOT_FOUND: The vendor's URL has expired"),
  },
  {
    model: 'fake/plain',
    script: { name: 'renewed', freshUrls: true, fileCodes: [403] },
    submits: 1,
    end: { state: 'done', copy: 'renewed' },
  },
  { model: 'fake/plain', script: { name: 'filtered', filtered: true }, submits: 1, end: { state: 'blocked' } },
  { model: 'fake/plain', script: { name: 'broken', failure: 'out of film' }, submits: 1, end: failed('failed: out of film') },
  { model: 'fake/plain', script: { name: 'lost', lookCodes: [404] }, submits: 1, end: failed('NOT_FOUND: look answered 404') },
  { model: 'fake/plain', script: { name: 'wrong-key', lookCodes: [401] }, submits: 1, end: failed('UNAUTHENTICATED: look answered 401') },
  { model: 'fake/plain', script: { name: 'refused', startCode: 400 }, submits: 0, end: failed('INVALID_ARGUMENT: start answered 400') },
  {
    model: 'fake/plain',
    script: { name: 'doubtful', startCode: 500 },
    submits: 0,
    end: failed('FAILED_PRECONDITION: Nobody knows whether'),
  },
  { model: 'fake/hurried', script: { name: 'endless', looks: 1_000_000 }, submits: 1, end: failed('DEADLINE_EXCEEDED: Operation video-') },
  {
    model: 'fake/plain',
    script: { name: 'cancelled', holds: ['look'], looks: 1_000_000 },
    submits: 1,
    meanwhile: 'cancel',
    end: failed('CANCELLED'),
  },
  {
    model: 'fake/plain',
    script: { name: 'cancelled-early', holds: ['start'], looks: 1_000_000 },
    submits: 1,
    meanwhile: 'cancel',
    end: failed('CANCELLED'),
  },
];

/** The worker is killed while these exchanges are held. */
export const KILL_CASES: readonly OperationCase[] = [
  {
    model: 'fake/plain',
    script: { name: 'kill-start', holds: ['start'] },
    submits: 1,
    end: failed('FAILED_PRECONDITION: Nobody knows whether'),
  },
  { model: 'fake/adopting', script: { name: 'kill-start-adopted', holds: ['start'] }, submits: 1, end: named },
  { model: 'fake/asking', script: { name: 'kill-start-named', holds: ['start'] }, submits: 1, answer: 'adopt', end: named },
  // the second one is what the person asked for
  { model: 'fake/asking', script: { name: 'kill-start-again', holds: ['start'] }, submits: 2, answer: 'retry', end: named },
  { model: 'fake/plain', script: { name: 'kill-look', holds: ['look'] }, submits: 1, end: named },
  { model: 'fake/plain', script: { name: 'kill-copy', holds: ['file'] }, submits: 1, end: named },
  {
    model: 'fake/plain',
    script: { name: 'kill-cancel', holds: ['cancel'], looks: 1_000_000 },
    submits: 1,
    meanwhile: 'cancel',
    end: failed('CANCELLED'),
  },
];
