import type { FakeAnswer, FakeRequest } from './fake-answer.ts';
import { toGoogleError } from './fake-faults.ts';

/** How a job of Veo ends. */
export type VeoOutcome = 'video' | 'filtered' | 'failed';

/** The words of Veo's filters. */
export const FILTER_REASON =
  "Sorry, we can't create videos with real people's names or likenesses. Please remove the celebrity reference and try again. You will not be charged for this attempt.";

/** What the fake's jobs are made of. */
export interface FakeVeoOptions {
  /** Looks that find a job unfinished. */
  readonly polls: () => number;
  readonly outcome: () => VeoOutcome;
  readonly address: () => string;
  /** Seconds, said with each answer of a job that goes on. */
  readonly retryAfter?: number | undefined;
}

interface Job {
  readonly outcome: VeoOutcome;
  readonly file: string;
  left: number;
}

/** Veo's part of the Gemini API: `:predictLongRunning`, its operations, and the files that they lead to, in the form of a recorded session. */
export class FakeVeo {
  readonly #jobs = new Map<string, Job>();
  readonly #files = new Map<string, Uint8Array>();
  readonly #options: FakeVeoOptions;

  constructor(options: FakeVeoOptions) {
    this.#options = options;
  }

  /** Paid requests that were taken. */
  get submits(): number {
    return this.#jobs.size;
  }

  /** The bytes of a job's video, by the operation's id. */
  videoOf(id: string): Uint8Array | undefined {
    return this.#files.get(this.#jobs.get(id)?.file ?? '');
  }

  /** The vendor does not know the job any more. */
  forget(id: string): void {
    this.#jobs.delete(id);
  }

  /** All jobs are done at the next look. */
  finish(): void {
    for (const job of this.#jobs.values()) job.left = 0;
  }

  /** All files are past their time. */
  expireFiles(): void {
    this.#files.clear();
  }

  start(model: string): FakeAnswer {
    const number = String(this.#jobs.size + 1).padStart(4, '0');
    const id = `models/${model}/operations/fake${number}`;
    const file = `file${number}`;
    this.#jobs.set(id, { outcome: this.#options.outcome(), file, left: this.#options.polls() });
    this.#files.set(file, createVideo(number));
    return this.#toPending(id);
  }

  poll(id: string): FakeAnswer {
    const job = this.#jobs.get(id);
    if (job === undefined) return { status: 404, body: toGoogleError(404, `Operation ${id} not found.`) };
    job.left -= 1;
    if (job.left >= 0) return this.#toPending(id);
    if (job.outcome === 'failed')
      return { body: { name: id, done: true, error: { code: 13, message: 'Video generation failed inside.' } } };
    const type = 'type.googleapis.com/google.ai.generativelanguage.v1beta.PredictLongRunningResponse';
    return { body: { name: id, done: true, response: { '@type': type, generateVideoResponse: this.#toVideos(job) } } };
  }

  /** The first address of a file leads to the second, and both want the key. */
  download({ path, headers }: FakeRequest, apiKey: string): FakeAnswer {
    const file = /\/files\/(\w+):download/.exec(path)?.[1] ?? '';
    if (headers['x-goog-api-key'] !== apiKey)
      return { status: 403, body: toGoogleError(403, "Method doesn't allow unregistered callers.") };
    const bytes = this.#files.get(file);
    if (bytes === undefined) {
      const message = `You do not have permission to access the File ${file} or it may not exist.`;
      return { status: 403, body: toGoogleError(403, message) };
    }
    if (path.startsWith('/download/')) return { headers: { 'content-type': 'video/mp4' }, body: bytes };
    return { status: 302, headers: { location: `${this.#options.address()}/download${path}` }, body: toGoogleError(302, 'Unknown Error.') };
  }

  #toPending(name: string): FakeAnswer {
    const { retryAfter } = this.#options;
    return { ...(retryAfter !== undefined && { headers: { 'retry-after': String(retryAfter) } }), body: { name } };
  }

  #toVideos({ outcome, file }: Job): unknown {
    if (outcome === 'filtered') return { raiMediaFilteredCount: 1, raiMediaFilteredReasons: [FILTER_REASON] };
    return { generatedSamples: [{ video: { uri: `${this.#options.address()}/v1beta/files/${file}:download?alt=media` } }] };
  }
}

/** The head of an MP4 file and some bytes that are this file's own. */
function createVideo(number: string): Uint8Array {
  const head = Buffer.from('0000001c667479706d703432000000006d7034326d70343169736f6d', 'hex');
  const size = Buffer.alloc(4);
  const content = Buffer.from(`fake video ${number} `.repeat(64));
  size.writeUInt32BE(content.length + 8);
  return Buffer.concat([head, size, Buffer.from('mdat'), content]);
}
