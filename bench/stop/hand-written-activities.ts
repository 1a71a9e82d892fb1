import { Context } from '@temporalio/activity';

/** Heartbeats as often as ours; the SDK sends one per 80 % of the timeout. */
const BEAT_MILLISECONDS = 2_500;

export async function ask(url: string): Promise<string> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(), BEAT_MILLISECONDS);
  try {
    return await (await fetch(url, { signal: context.cancellationSignal })).text();
  } finally {
    clearInterval(timer);
  }
}
