/** The part of the Standard Schema interface (standardschema.dev) that is used: zod 3.24 and 4, valibot and arktype have it. */
export interface StandardSchema<TOutput = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<TOutput> | Promise<StandardResult<TOutput>>;
    readonly types?: { readonly input: unknown; readonly output: TOutput } | undefined;
  };
}

type StandardResult<TOutput> =
  | { readonly value: TOutput; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string; readonly path?: readonly unknown[] | undefined }[] };

/** What a schema's type says about its values; `unknown` for a JSON Schema. */
export type InferSchema<TSchema> = TSchema extends { readonly _output: infer TOutput }
  ? TOutput
  : TSchema extends StandardSchema<infer TOutput>
    ? TOutput
    : unknown;

/** Narrows to a schema that can check values by itself, with no library beside it. */
export function isStandardSchema(value: unknown): value is StandardSchema {
  return (typeof value === 'object' || typeof value === 'function') && value !== null && '~standard' in value;
}
