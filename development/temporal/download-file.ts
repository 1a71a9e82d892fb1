import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Report } from '../report.ts';

export interface DownloadOptions {
  readonly path: string;
  /** What is shown beside the progress bar. */
  readonly label: string;
  readonly report: Report;
  readonly signal?: AbortSignal | undefined;
}

const ANSWER_LIMIT_MS = 10_000;
const STALL_LIMIT_MS = 30_000;
const SHOW_INTERVAL_MS = 100;
const BAR_WIDTH = 24;
const MEGABYTE = 1_000_000;

/**
 * Downloads a file with a progress bar and returns its SHA-256 in hex.
 * Fails when there is no answer within 10 s, or no byte for 30 s.
 */
export async function downloadFile(url: URL, { path, label, report, signal }: DownloadOptions): Promise<string> {
  const watch = new Watchdog();
  const ends = signal === undefined ? watch.signal : AbortSignal.any([signal, watch.signal]);
  try {
    watch.restart(ANSWER_LIMIT_MS, `no answer within ${ANSWER_LIMIT_MS / 1000} s`);
    const response = await fetch(url, { signal: ends });
    if (!response.ok || response.body === null) throw new Error(`${url.href} answered ${response.status} ${response.statusText}`);
    const hash = createHash('sha256');
    const show = createProgress(label, Number(response.headers.get('content-length') ?? 0), report);
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        watch.restart(STALL_LIMIT_MS, `no data for ${STALL_LIMIT_MS / 1000} s`);
        hash.update(chunk);
        show(chunk.length);
        done(null, chunk);
      },
    });
    await pipeline(Readable.fromWeb(response.body), meter, createWriteStream(path), { signal: ends });
    return hash.digest('hex');
  } finally {
    watch.end();
  }
}

/** Gets a small text. Fails when it is not there within 10 s. */
export async function downloadText(url: URL, signal?: AbortSignal): Promise<string> {
  const watch = new Watchdog();
  watch.restart(ANSWER_LIMIT_MS, `no answer within ${ANSWER_LIMIT_MS / 1000} s`);
  try {
    const response = await fetch(url, { signal: signal === undefined ? watch.signal : AbortSignal.any([signal, watch.signal]) });
    if (!response.ok) throw new Error(`${url.href} answered ${response.status} ${response.statusText}`);
    return await response.text();
  } finally {
    watch.end();
  }
}

class Watchdog {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  restart(limit: number, reason: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#controller.abort(new Error(reason)), limit);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

function createProgress(label: string, total: number, report: Report): (bytes: number) => void {
  let received = 0;
  let shown = 0;
  return (bytes) => {
    received += bytes;
    const now = Date.now();
    if (now - shown < SHOW_INTERVAL_MS && received !== total) return;
    shown = now;
    report(`${label} ${toBar(received, total)}`, { passing: true });
  };
}

function toBar(received: number, total: number): string {
  const amount = `${(received / MEGABYTE).toFixed(1)} MB`;
  if (total === 0) return amount;
  const share = Math.min(received / total, 1);
  const full = Math.round(share * BAR_WIDTH);
  return `[${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}] ${Math.round(share * 100)}% of ${(total / MEGABYTE).toFixed(1)} MB`;
}
