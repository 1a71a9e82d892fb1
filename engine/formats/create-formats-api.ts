import type { Engine } from '../engine.ts';
import type { FormatConfig, Formatter } from './format.ts';

/** A format's name and how it asks for its output. */
export interface DefineFormatOptions extends FormatConfig {
  readonly name: string;
}

/** What `ai` offers for output formats. */
export interface FormatsApi {
  /** Makes `output: { format: name }` known. A name of a built-in format replaces it. */
  defineFormat<TOutput = unknown, TChunk = unknown>(
    options: DefineFormatOptions,
    handler: Formatter<TOutput, TChunk>['handler'],
  ): Formatter<TOutput, TChunk>;
}

/** The formats of one engine. */
export function createFormatsApi(engine: Pick<Engine, 'registry'>): FormatsApi {
  return {
    defineFormat: ({ name, ...config }, handler) => {
      const formatter = { name, config, handler };
      engine.registry.registerValue('format', name, formatter);
      return formatter;
    },
  };
}
