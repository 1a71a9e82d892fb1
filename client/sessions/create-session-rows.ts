import type { SessionStore } from '../../engine/sessions/session-store.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { resolveConnectionSettings, type ConnectionSettings } from '../connection-settings.ts';

/** The rows of the installation, as a store of each agent. Nothing is loaded or connected before the first use. */
export function createSessionRows(settings: ConnectionSettings): (agent: string) => SessionStore {
  const stores = new Map<string, Promise<SessionStore>>();
  const open = (agent: string): Promise<SessionStore> => {
    const known = stores.get(agent) ?? openStore(settings, agent);
    stores.set(agent, known);
    return known;
  };
  return (agent) => ({
    getSnapshot: async (lookup) => await (await open(agent)).getSnapshot(lookup),
    saveSnapshot: async (snapshotId, mutator, options) => await (await open(agent)).saveSnapshot(snapshotId, mutator, options),
    onSnapshotStateChange: (snapshotId, callback, options) => {
      let isStopped = false;
      let stop: (() => void) | void;
      void open(agent).then((store) => {
        if (!isStopped) stop = store.onSnapshotStateChange?.(snapshotId, callback, options);
      });
      return () => {
        isStopped = true;
        stop?.();
      };
    },
  });
}

async function openStore(settings: ConnectionSettings, agent: string): Promise<SessionStore> {
  const { databaseUrl } = resolveConnectionSettings(settings);
  if (databaseUrl === undefined) {
    throw new DurakitError({
      status: 'FAILED_PRECONDITION',
      message: `The sessions of agent '${agent}' are in PostgreSQL: set DATABASE_URL (\`durakit dev\` brings one), or use mode 'inline'.`,
    });
  }
  // a process that never asks for a session does not load the driver
  const { PostgresSessionStore } = await import('../../providers/postgres/sessions/postgres-session-store.ts');
  return new PostgresSessionStore({ agent, databaseUrl });
}
