import type { Report } from '../report.ts';

const INTERVAL_MS = 500;

/** Shows the label and the time passed while a command without progress of its own runs. */
export async function withElapsedTime<TResult>(
  label: string,
  { run, report }: { readonly run: Promise<TResult>; readonly report: Report },
): Promise<TResult> {
  const started = Date.now();
  const show = (): void => report(`${label} … ${Math.round((Date.now() - started) / 1000)} s`, { passing: true });
  show();
  const timer = setInterval(show, INTERVAL_MS);
  try {
    return await run;
  } finally {
    clearInterval(timer);
  }
}
