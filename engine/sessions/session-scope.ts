import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Engine } from '../engine.ts';
import type { Session } from './session.ts';

/** The session that the code works on; undefined outside of agents, and in actions that run in another process. */
export function sessionOf(engine: Engine): Session | undefined {
  // whoever puts one into a scope puts a Session there
  return engine.scopes.getStore()?.session as Session | undefined;
}

/** The same, for code that needs one. Throws FAILED_PRECONDITION. */
export function requireSession(engine: Engine): Session {
  const session = sessionOf(engine);
  if (session !== undefined) return session;
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: 'not running within a session: call this in the function of an agent, or in a tool that runs in the same process.',
  });
}
