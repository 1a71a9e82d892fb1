import { toActionKey } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { Part } from '../../schemas/part.ts';
import type { Action, ActionArguments } from '../action.ts';
import { createUriMatcher, type ResourceLocation } from './create-uri-matcher.ts';

/** What `ai.defineResource` takes beside the function. One of `uri` and `template`. Source: Genkit `ai/src/resource.ts`. */
export interface ResourceOptions extends ResourceLocation {
  /** Default: the URI or the template. */
  readonly name?: string;
  readonly description?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** What a resource is asked for. */
export interface ResourceInput {
  readonly uri: string;
}

/** What a resource gives. */
export interface ResourceOutput {
  readonly content: readonly Part[];
}

/** Reads the resource. */
export type ResourceBody = (input: ResourceInput, surroundings: ActionArguments) => ResourceOutput | Promise<ResourceOutput>;

const inputSchema: JsonSchema = {
  type: 'object',
  properties: { uri: { type: 'string' } },
  required: ['uri'],
  additionalProperties: true,
  $schema: 'http://json-schema.org/draft-07/schema#',
};
const outputSchema: JsonSchema = {
  type: 'object',
  properties: { content: { type: 'array', items: { type: 'object' } } },
  required: ['content'],
  additionalProperties: true,
  $schema: 'http://json-schema.org/draft-07/schema#',
};

/** The action of a resource, not yet registered. Throws INVALID_ARGUMENT without a URI and a template. */
export function createResourceAction(options: ResourceOptions, body: ResourceBody | undefined, { dynamic }: { dynamic: boolean }): Action {
  const { uri, template, description, metadata } = options;
  const matches = createUriMatcher({ uri, template });
  const location = uri ?? template ?? '';
  const name = options.name ?? location;
  return {
    key: toActionKey('resource', name),
    type: 'resource',
    name,
    description,
    inputSchema,
    outputSchema,
    metadata: {
      resource: { ...(uri !== undefined && { uri }), ...(template !== undefined && { template }) },
      ...metadata,
      type: 'resource',
      dynamic,
    },
    body:
      body &&
      (async (input, surroundings) => {
        const request = input as ResourceInput;
        if (matches(request.uri) === undefined) {
          throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `input ${request.uri} did not match template ${location}` });
        }
        const output = await body(request, surroundings);
        const origin = { uri: request.uri, ...(template !== undefined && { template }) };
        return { ...output, content: output.content.map((part) => withOrigin(part, origin)) };
      }),
  };
}

/** A part that came from a resource inside this one keeps its own origin, and learns its parent. */
function withOrigin(part: Part, origin: ResourceLocation): Part {
  const inner = part.metadata?.['resource'] as { readonly parent?: unknown } | undefined;
  const resource = inner === undefined ? origin : { ...inner, parent: inner.parent ?? origin };
  return { ...part, metadata: { ...part.metadata, resource } };
}

/** Where the resource of an action is. */
export function locationOf({ metadata }: Pick<Action, 'metadata'>): ResourceLocation | undefined {
  const location = metadata?.['resource'] as ResourceLocation | undefined;
  return location?.uri === undefined && location?.template === undefined ? undefined : location;
}
