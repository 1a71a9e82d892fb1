import { z } from 'zod';
import { zodToJsonSchema } from 'zod-to-json-schema';
import { annotationsOf } from '../engine/named-schemas/annotate-schema.ts';
import { toGenkitForm } from '../engine/named-schemas/to-genkit-form.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';

/**
 * The JSON Schema of a schema of zod 3 or 4: draft-07, in the form that Genkit emits (`core/src/schema.ts`), so
 * objects say `additionalProperties` and `$schema` stands last. Undefined for what is no zod schema.
 */
export function toDraft07(schema: object): JsonSchema | undefined {
  // By shape, not by class: the app may have a zod of its own, of the same version or of the one before.
  if ('_zod' in schema) return fromZod4(schema as z.ZodType);
  if ('_def' in schema) return fromZod3(schema as Parameters<typeof zodToJsonSchema>[0]);
  return undefined;
}

function fromZod3(schema: Parameters<typeof zodToJsonSchema>[0]): JsonSchema {
  return zodToJsonSchema(schema, {
    $refStrategy: 'none',
    removeAdditionalStrategy: 'strict',
    postProcess: (jsonSchema, definition) => (jsonSchema === undefined ? undefined : { ...jsonSchema, ...annotationsOf(definition) }),
  });
}

function fromZod4(schema: z.ZodType): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-07', io: 'input', unrepresentable: 'any', override: toGenkitForm });
  return { ...rest, $schema };
}
