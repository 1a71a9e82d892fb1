/** What one check found. */
export interface Check {
  /** Stable: `node`, `temporal`, `namespace`, `search attributes`, `temporal program`, `postgres`, `migrations`, `port 7233` … */
  readonly name: string;
  readonly ok: boolean;
  readonly message: string;
  /** What to do, where it is not ok. */
  readonly advice?: string;
}

/** A good finding. */
export function good(name: string, message: string): Check {
  return { name, ok: true, message };
}

/** A problem and the way out. */
export function problem(name: string, message: string, advice: string): Check {
  return { name, ok: false, message, advice };
}
