import { DefaultLogger, type Logger } from '@temporalio/worker';

/** A logger that keeps webpack's report, to be shown only when the bundle failed. */
export function createBundleLogger(): { logger: Logger; errors: () => string } {
  const kept: string[] = [];
  const logger = new DefaultLogger('ERROR', ({ message }) => kept.push(message));
  return { logger, errors: () => kept.join('\n') };
}
