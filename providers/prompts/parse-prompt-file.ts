import { picoschema } from 'dotprompt';
import type { PromptDefinitionSource, PromptFileName, PromptFileOutput } from '../../engine/prompts/prompt-source.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { MiddlewareReference } from '../../schemas/generate-action-options.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import { readFrontMatter, type FrontMatter } from './front-matter.ts';

/** A schema that the app has registered with `ai.defineSchema` or `ai.defineJsonSchema`. */
export type SchemaLookup = (name: string) => JsonSchema | undefined;

/** Where a prompt file's text comes from. `path` is for errors. */
export interface PromptFileOrigin extends PromptFileName {
  readonly path: string;
  readonly schemas: SchemaLookup;
}

/**
 * Reads a prompt file. Picoschema becomes JSON Schema (`additionalProperties: false`, an optional field may be null).
 * Throws INVALID_ARGUMENT for front matter that cannot be read, NOT_FOUND for the name of a schema that is not registered.
 */
export async function parsePromptFile(source: string, { name, variant, path, schemas }: PromptFileOrigin): Promise<PromptDefinitionSource> {
  const { frontMatter, template } = readFrontMatter(source, path);
  const { description, model, config, tools, toolChoice, maxTurns, returnToolRequests, metadata } = frontMatter;
  const toSchema = (schema: unknown): Promise<JsonSchema | undefined> => fromPicoschema(schema, { path, schemas });
  return {
    name,
    ...(variant !== undefined && { variant }),
    ...withoutUndefined({ description, model, config, tools, toolChoice, maxTurns, returnToolRequests, metadata }),
    ...withoutUndefined({ use: frontMatter.use?.map(toReference) }),
    ...withoutUndefined({ input: await toInput(frontMatter.input, toSchema) }),
    ...withoutUndefined({ output: await toOutput(frontMatter.output, toSchema) }),
    template,
    source,
  };
}

type ToSchema = (schema: unknown) => Promise<JsonSchema | undefined>;

async function toInput(input: FrontMatter['input'], toSchema: ToSchema): Promise<PromptDefinitionSource['input']> {
  if (input === undefined) return undefined;
  return withoutUndefined({ jsonSchema: await toSchema(input.schema), default: input.default });
}

async function toOutput(output: FrontMatter['output'], toSchema: ToSchema): Promise<PromptFileOutput | undefined> {
  if (output === undefined) return undefined;
  const { format, contentType, instructions, constrained } = output;
  const jsonSchema = await toSchema(output.schema);
  return withoutUndefined({ format, contentType, instructions, constrained, jsonSchema }) as PromptFileOutput;
}

async function fromPicoschema(
  schema: unknown,
  { path, schemas }: { path: string; schemas: SchemaLookup },
): Promise<JsonSchema | undefined> {
  if (schema === undefined || schema === null) return undefined;
  const schemaResolver = (name: string): JsonSchema => {
    const found = schemas(name);
    if (found !== undefined) return found;
    throw new DurakitError({ status: 'NOT_FOUND', message: `Schema '${name}' not found`, details: { file: path } });
  };
  try {
    // through JSON: picoschema leaves undefined keys, and its enums share the arrays of the front matter
    return JSON.parse(JSON.stringify(await picoschema(schema, { schemaResolver }))) as JsonSchema;
  } catch (error) {
    if (error instanceof DurakitError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `a schema in ${path} cannot be read: ${reason}`, cause: error });
  }
}

function toReference(use: string | MiddlewareReference): MiddlewareReference {
  return typeof use === 'string' ? { name: use } : use;
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}
