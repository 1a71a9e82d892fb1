import { DurakitError } from '../../schemas/durakit-error.ts';
import type { DocumentData } from '../../schemas/generate-request.ts';
import type { Metadata, Part } from '../../schemas/part.ts';
import type { ActionArguments } from '../action.ts';
import type { Engine } from '../engine.ts';
import { Document } from './document.ts';
import { defineRetriever, type RetrieverAction } from './retriever.ts';

/** What `ai.defineSimpleRetriever` takes beside the function. Source: Genkit `SimpleRetrieverOptions`. */
export interface SimpleRetrieverDefinition<TConfigSchema = unknown, TItem = unknown> {
  readonly name: string;
  readonly configSchema?: TConfigSchema | undefined;
  /** The member of an item that is its text, or a function that makes text or parts of it. Not needed where items are texts. */
  readonly content?: string | ((item: TItem) => string | Part[]) | undefined;
  /** The members of an item that are metadata, or a function. Default: all but the one named by `content`. */
  readonly metadata?: readonly string[] | ((item: TItem) => Metadata | undefined) | undefined;
}

/** Finds items for a query, best first: rows of a table, hits of a search. */
export type SimpleRetrieverFunction<TOptions = unknown, TItem = unknown> = (
  query: Document,
  options: TOptions,
  surroundings: ActionArguments,
) => readonly TItem[] | Promise<readonly TItem[]>;

/** Registers a retriever that makes documents of the items of any data. */
export function defineSimpleRetriever(
  engine: Engine,
  definition: SimpleRetrieverDefinition,
  find: SimpleRetrieverFunction,
): RetrieverAction {
  const { name, configSchema } = definition;
  return defineRetriever(engine, { name, configSchema }, async (query, options, surroundings) => {
    const items = await find(query, options, surroundings);
    return { documents: items.map((item) => toItemDocument(item, definition)) };
  });
}

/** Throws INVALID_ARGUMENT with Genkit's words for items that the definition does not fit. */
function toItemDocument(item: unknown, definition: SimpleRetrieverDefinition): DocumentData {
  const document = new Document({ content: readContent(item, definition) });
  if (typeof item !== 'string') document.metadata = readMetadata(item, definition);
  return document;
}

function readContent(item: unknown, { content }: SimpleRetrieverDefinition): Part[] {
  if (item === undefined || item === null || item === '' || item === 0 || item === false) {
    throw invalid('Items returned from simple retriever must be non-null.');
  }
  if (typeof item === 'string') return [{ text: item }];
  const read = typeof content === 'string' && isRecord(item) ? item[content] : typeof content === 'function' ? content(item) : undefined;
  if (read === undefined) {
    throw invalid(`Cannot convert item to document without content option. Item: ${JSON.stringify(item)}`);
  }
  return typeof content === 'function' && Array.isArray(read) ? (read as Part[]) : [{ text: read as string }];
}

function readMetadata(item: unknown, { content, metadata }: SimpleRetrieverDefinition): Metadata | undefined {
  if (typeof metadata === 'function') return metadata(item);
  if (!isRecord(item)) throw invalid(`Unable to extract metadata from item with supplied options. Item: ${JSON.stringify(item)}`);
  if (metadata !== undefined) return Object.fromEntries(metadata.map((name) => [name, item[name]]));
  return Object.fromEntries(Object.entries(item).filter(([name]) => name !== content));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function invalid(message: string): DurakitError {
  return new DurakitError({ status: 'INVALID_ARGUMENT', message });
}
