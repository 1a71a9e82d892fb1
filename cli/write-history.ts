import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DurakitError } from '../schemas/durakit-error.ts';
import { formatBytes } from './format/format-bytes.ts';

/** Writes a history to a file, in a folder that is made where it is missing. Returns one line for people. */
export async function writeHistory(file: string, history: Readonly<Record<string, unknown>>): Promise<string> {
  const text = `${JSON.stringify(history, null, 2)}\n`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  } catch (error) {
    throw new DurakitError({ status: 'FAILED_PRECONDITION', message: `${file} cannot be written: ${String(error)}`, cause: error });
  }
  const events = Array.isArray(history['events']) ? history['events'].length : 0;
  return `wrote ${file} (${events} events, ${formatBytes(Buffer.byteLength(text))})`;
}
