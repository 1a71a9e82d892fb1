import { DurakitError } from '../schemas/durakit-error.ts';
import type { ExternalStorageSettings } from '../schemas/external-storage-settings.ts';

/** Settings with every gap filled. */
export type StorageSettings = Required<ExternalStorageSettings>;

const THRESHOLD = 'DURAKIT_EXTERNAL_STORAGE_THRESHOLD';
const MAXIMUM = 'DURAKIT_EXTERNAL_STORAGE_MAXIMUM';
/** By measurement: docs/decisions/006. */
const DEFAULT_THRESHOLD = 2 * 1024;
const DEFAULT_MAXIMUM = 64 * 1024 * 1024;

/** Settings from the call, else from the environment. Throws INVALID_ARGUMENT for what is no number of bytes. */
export function resolveStorageSettings(
  settings: ExternalStorageSettings = {},
  environment: NodeJS.ProcessEnv = process.env,
): StorageSettings {
  return {
    threshold: settings.threshold ?? readBytes(THRESHOLD, environment) ?? DEFAULT_THRESHOLD,
    maximum: settings.maximum ?? readBytes(MAXIMUM, environment) ?? DEFAULT_MAXIMUM,
    preview: settings.preview ?? true,
  };
}

function readBytes(name: string, environment: NodeJS.ProcessEnv): number | undefined {
  const text = environment[name];
  if (text === undefined || text === '') return undefined;
  const bytes = Number(text);
  if (Number.isSafeInteger(bytes) && bytes >= 0) return bytes;
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `${name} is '${text}'. It must be a whole number of bytes, as in 2048.` });
}
