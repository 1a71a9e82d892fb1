import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { ModelSupports } from '../../schemas/model-info.ts';
import { injectInstructions } from './inject-instructions.ts';
import { toJsonInstructions } from './to-json-instructions.ts';

/** Options of {@link simulateConstrained}. */
export interface SimulateConstrainedOptions {
  /** Default: Genkit's words for JSON. */
  readonly instructionsRenderer?: ((schema: JsonSchema) => string) | undefined;
}

/**
 * For models that cannot enforce a schema: says it in the prompt, and asks the model for plain text. A request that is
 * not constrained, or has no schema, comes back as it is. Source: Genkit `ai/src/model/middleware.ts`.
 */
export function simulateConstrained(request: GenerateRequest, options: SimulateConstrainedOptions = {}): GenerateRequest {
  const schema = request.output?.schema;
  if (!request.output?.constrained || schema === undefined) return request;
  const render = options.instructionsRenderer ?? toJsonInstructions;
  return { ...request, messages: injectInstructions(request.messages, render(schema)), output: { constrained: false } };
}

/** Whether a model needs {@link simulateConstrained} for a request: nothing known of it counts as no. Source: Genkit `ai/src/model.ts`. */
export function needsSimulatedConstraint(supports: ModelSupports | undefined, request: GenerateRequest): boolean {
  const constrained = supports?.constrained ?? 'none';
  return constrained === 'none' || (constrained === 'no-tools' && (request.tools?.length ?? 0) > 0);
}
