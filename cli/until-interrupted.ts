/** Waits for the work or for Ctrl-C, whichever comes first. The work goes on. */
export async function untilInterrupted<T>(work: Promise<T>): Promise<T | 'interrupted'> {
  const interrupted = Promise.withResolvers<'interrupted'>();
  const onSignal = (): void => interrupted.resolve('interrupted');
  process.once('SIGINT', onSignal);
  try {
    return await Promise.race([work, interrupted.promise]);
  } finally {
    process.off('SIGINT', onSignal);
  }
}
