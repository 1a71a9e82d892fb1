import type { ActionType } from '../../schemas/action-key.ts';
import type { Action } from '../action.ts';
import type { ActionMetadata, ActionMetadataRecord } from './action-metadata.ts';

/** The type under which hosts are kept among a registry's values. */
export const DYNAMIC_ACTION_HOSTS = 'dynamic-action-provider';

/** What a registry asks for actions that only exist at run time. */
export interface DynamicActionHost {
  /** The action under the key `/dynamic-action-provider/<host>:<type>/<name>`. */
  resolveAction(type: ActionType, name: string): Promise<Action | undefined>;
  /** `name` may be `*` or `prefix*`. */
  listActionMetadata(type: ActionType, name: string): Promise<ActionMetadata[]>;
  getActionMetadataRecord(prefix: string): Promise<ActionMetadataRecord>;
}
