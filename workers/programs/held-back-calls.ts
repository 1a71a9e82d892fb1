import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setHoldBack } from '../../engine/hold-back.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { TOP_LEVEL } from './guard-waits.ts';

/** What a load is about, and how long it may take after a call was held back. */
export interface HoldBackOptions<T> {
  readonly load: () => Promise<T>;
  /** True for the app's modules: the first of them on the stack is where the call stands. */
  readonly isOfApp: (file: string) => boolean;
  /** Default: a line on standard error. */
  readonly report?: (text: string) => void;
  /** Milliseconds. Default 30 s. */
  readonly limit?: number;
}

/** Code that runs because a module of the app is loaded. `leave`: of the waiting statement around it, where there is one. */
interface Loading extends Pick<HoldBackOptions<unknown>, 'isOfApp' | 'report'> {
  readonly leave: () => void;
  readonly onHeld: (place: string) => void;
}

const loading = new AsyncLocalStorage<Loading | undefined>();
const leftModules = new Set<string>();
const reported = new Set<string>();
const LIMIT_MILLISECONDS = 30_000;

/**
 * Imports an app's modules without letting them start runs: a call of a flow that their top-level code makes, now or later,
 * is held back (its promise never settles) and reported once for each place. Requests to servers that they started are not
 * theirs. Throws FAILED_PRECONDITION where the import goes on waiting for such a call.
 */
export async function holdBackCalls<T>({ load, isOfApp, report = reportLine, limit = LIMIT_MILLISECONDS }: HoldBackOptions<T>): Promise<T> {
  install();
  const stuck = Promise.withResolvers<never>();
  const places = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const onHeld = (place: string): void => {
    places.add(place);
    clearTimeout(timer);
    timer = setTimeout(() => stuck.reject(stuckError([...places], limit)), limit);
  };
  let isLoaded = false;
  const scope: Loading = { isOfApp, report, leave: () => undefined, onHeld: (place) => void (isLoaded || onHeld(place)) };
  try {
    return await Promise.race([loading.run(scope, load), stuck.promise]);
  } finally {
    isLoaded = true;
    clearTimeout(timer);
  }
}

/** What the guarded code of a module calls: see `guardWaits`. */
const topLevel = {
  async run(module: string, statement: () => Promise<void>): Promise<void> {
    if (leftModules.has(module)) return;
    const scope = loading.getStore();
    if (scope === undefined) return await statement();
    const left = Promise.withResolvers<void>();
    const leave = (): void => {
      leftModules.add(module);
      left.resolve();
    };
    await Promise.race([loading.run({ ...scope, leave, onHeld: () => undefined }, statement), left.promise]);
  },
  goesOn: (module: string): boolean => !leftModules.has(module),
};

let isInstalled = false;

function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  setHoldBack(decide);
  (globalThis as unknown as Record<symbol, unknown>)[Symbol.for(TOP_LEVEL)] = topLevel;
  // A request comes from outside, though the code that listens ran while the app was loaded.
  subscribe('http.server.request.start', () => loading.enterWith(undefined));
}

function decide(flow: string): Promise<never> | undefined {
  const scope = loading.getStore();
  if (scope === undefined) return undefined;
  const place = placeOfCall(scope.isOfApp);
  scope.onHeld(place);
  if (!reported.has(place)) {
    reported.add(place);
    scope.report?.(
      `${place}: the call of flow '${flow}' is held back: this process loads the module and does not run it as a program. ` +
        'Put the call under `if (import.meta.main) { … }`.',
    );
  }
  return createHeldBackCall();
}

/** Never settles. A statement at the top level that waits for it is left when it begins to wait, wherever the call stands. */
function createHeldBackCall(): Promise<never> {
  const never = new Promise<never>(() => undefined);
  const then: Promise<never>['then'] = (...handlers) => {
    loading.getStore()?.leave();
    return Promise.prototype.then.apply(never, handlers as never) as never;
  };
  // Of a promise with another constructor `await` calls the `then`, as of any thenable.
  return Object.assign(never, { then, constructor: Object });
}

const FRAME = /^\s+at (?:.*\()?((?:file:\/\/\/|\/|[A-Za-z]:\\).*?):(\d+):\d+\)?$/;

/** `file:line`, from the working directory. */
function placeOfCall(isOfApp: (file: string) => boolean): string {
  for (const line of deepStack().split('\n')) {
    const [, name = '', lineNumber = ''] = FRAME.exec(line) ?? [];
    const file = name.startsWith('file:') ? fileURLToPath(name) : name;
    if (file !== '' && isOfApp(file)) return `${path.relative(process.cwd(), file)}:${lineNumber}`;
  }
  return 'in the app';
}

function deepStack(): string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  return stack;
}

function stuckError(places: readonly string[], limit: number): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message:
      `The app is still being loaded ${limit / 1000} s after calls of flows were held back (${places.join(', ')}). A module waits for ` +
      'one of them at its top level, and this process does not run flows of its own. Put the calls under `if (import.meta.main) { … }`.',
    details: { places },
  });
}

function reportLine(text: string): void {
  process.stderr.write(`${text}\n`);
}
