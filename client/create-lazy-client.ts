import type { ConnectionSettings } from './connection-settings.ts';
import type { DurakitClient } from './durakit-client.ts';

/** A client that is connected when it is first asked for, and shared from then on. A server that was down is not remembered: the next call tries again. */
export function createLazyClient(settings: ConnectionSettings): () => Promise<DurakitClient> {
  let connecting: Promise<DurakitClient> | undefined;
  return async () => {
    const { connect } = await import('./connect.ts');
    connecting ??= connect(settings);
    try {
      return await connecting;
    } catch (error) {
      connecting = undefined;
      throw error;
    }
  };
}
