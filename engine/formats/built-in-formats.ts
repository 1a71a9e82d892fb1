import { arrayFormat } from './array-format.ts';
import { enumFormat } from './enum-format.ts';
import type { Formatter } from './format.ts';
import { jsonFormat } from './json-format.ts';
import { jsonlFormat } from './jsonl-format.ts';
import { textFormat } from './text-format.ts';

/** The formats that are there without being defined, by name. */
export const BUILT_IN_FORMATS: ReadonlyMap<string, Formatter> = new Map(
  [textFormat, jsonFormat, jsonlFormat, arrayFormat, enumFormat].map((format): [string, Formatter] => [format.name, format]),
);
