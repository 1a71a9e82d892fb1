import { DurakitError } from '../../schemas/durakit-error.ts';

/** Keys of annotations that the developer UI of Genkit reads from a JSON Schema. */
export const GENKIT_UI_METADATA = {
  /** Where the choices of a field come from: `{ action: '/custom/foo', allowCustomValues: true }`. */
  DATA_SOURCE: 'x-genkit-ui-data-source',
  /** A label, where the field's name in sentence case is not right: `Top P`. */
  DISPLAY_NAME: 'x-genkit-ui-display-name',
  /** Which of {@link GENKIT_UI_WIDGETS} edits the field. */
  WIDGET: 'x-genkit-ui-widget',
} as const;

/** Values of {@link GENKIT_UI_METADATA}'s `WIDGET`. */
export const GENKIT_UI_WIDGETS = {
  MODEL_LIST: 'model-list-config',
  SAFETY_SETTINGS: 'safety-settings',
} as const;

/** What is added to the JSON Schema of an annotated schema. */
export type SchemaAnnotations = Readonly<Record<string, unknown>>;

/** On the definition, not in a map: a zod 3 schema copies its definition when it is described, and there may be two copies of this package. */
const ANNOTATIONS = Symbol.for('durakit.annotations');

interface AnyZod {
  readonly _zod?: unknown;
  readonly _def?: { [ANNOTATIONS]?: SchemaAnnotations };
  meta?(metadata?: SchemaAnnotations): unknown;
}

/** A zod schema (3 or 4) whose JSON Schema carries the annotations, wherever it stands in another. Later ones are added. Throws INVALID_ARGUMENT for anything else. */
export function annotateSchema<TSchema extends object>(schema: TSchema, annotations: SchemaAnnotations): TSchema {
  const zod = schema as AnyZod;
  if (zod._zod !== undefined && typeof zod.meta === 'function') {
    return zod.meta({ ...(zod.meta() as SchemaAnnotations | undefined), ...annotations }) as TSchema;
  }
  if (zod._zod !== undefined || zod._def === undefined) {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: 'annotateSchema needs a schema of zod 3 or 4. Write the annotations of a JSON Schema into the schema itself.',
    });
  }
  zod._def[ANNOTATIONS] = { ...zod._def[ANNOTATIONS], ...annotations };
  return schema;
}

/** The annotations of a zod 3 schema's definition. */
export function annotationsOf(definition: object): SchemaAnnotations | undefined {
  return (definition as { [ANNOTATIONS]?: SchemaAnnotations })[ANNOTATIONS];
}
