/**
 * A step that fails before the flow awaits it is no accident: `const page = ai.run(…); await ai.sleep(…); await page`.
 * Without a handler the sandbox would fail the workflow task over it, again and again; whoever awaits the promise still gets the error.
 */
export function markHandled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
