import { DurakitError } from '../../schemas/durakit-error.ts';
import type { GenerateActionOptions, GenerateOutput } from '../../schemas/generate-action-options.ts';
import type { DocumentData } from '../../schemas/generate-request.ts';
import type { MessageData, Role } from '../../schemas/message.ts';
import type { Part } from '../../schemas/part.ts';
import type { ResumeOptions } from '../../schemas/pending-interrupt.ts';
import { toModelReference, type ModelArgument, type ModelReference } from '../define-model.ts';
import type { Engine } from '../engine.ts';
import type { GenerateInput, GenerateOptions, OutputOptions } from './generate-options.ts';
import { isPartList, toParts } from './to-parts.ts';

/** A prompt alone stands for options with that prompt. */
export async function toGenerateOptions(input: GenerateInput): Promise<GenerateOptions> {
  const given = await input;
  if (typeof given === 'string' || isPartList(given)) return { prompt: given };
  if (typeof given !== 'object' || given === null) {
    throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'generate() takes a text, a list of parts, or options.' });
  }
  return given;
}

/** The part of a call that travels as JSON, apart from its tools, resources and middleware. Throws INVALID_ARGUMENT without model or message. */
export function toActionOptions(engine: Engine, options: GenerateOptions): GenerateActionOptions {
  const model = resolveModelReference(engine, options.model);
  const config = { ...model.config, ...(model.version !== undefined && { version: model.version }), ...options.config };
  const messages = toMessages(options);
  if (messages.length === 0) {
    throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'at least one message is required in generate request' });
  }
  const { docs, toolChoice, returnToolRequests, maxTurns, stepName, metadata, resume } = options;
  const output = toOutput(engine, options.output);
  return {
    model: model.name,
    messages,
    ...(docs !== undefined && { docs: docs.map(toDocumentData) }),
    ...(toolChoice !== undefined && { toolChoice }),
    ...(Object.keys(config).length > 0 && { config }),
    ...(output !== undefined && { output }),
    ...(resume !== undefined && { resume: toResume(resume) }),
    ...(returnToolRequests !== undefined && { returnToolRequests }),
    ...(maxTurns !== undefined && { maxTurns }),
    ...(stepName !== undefined && { stepName }),
    ...(metadata !== undefined && { metadata }),
  };
}

/** The call's own model, else the app's. Throws INVALID_ARGUMENT where there is none. */
export function resolveModelReference(engine: Engine, model: ModelArgument | undefined): ModelReference {
  if (model !== undefined) return toModelReference(model);
  const { defaultModel, defaultModelConfig = {}, defaultFallback } = engine;
  if (defaultModel !== undefined) {
    return { name: defaultModel, config: defaultModelConfig, ...(defaultFallback !== undefined && { fallback: defaultFallback }) };
  }
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'Must supply a `model` to `generate()` calls.' });
}

function toMessages({ system, messages = [], prompt }: GenerateOptions): MessageData[] {
  return [
    ...(system === undefined ? [] : [{ role: 'system' as const, content: toParts(system) }]),
    ...messages.map((message) => ({ ...message, content: toParts(message.content) })),
    ...(prompt === undefined ? [] : [toPromptMessage(toParts(prompt))]),
  ];
}

/** Who speaks is read from what is said, as in Genkit. */
function toPromptMessage(content: Part[]): MessageData {
  const roles = new Set<Role>(content.map((part) => ('toolResponse' in part ? 'tool' : 'toolRequest' in part ? 'model' : 'user')));
  const [role = 'user'] = roles;
  if (roles.size > 1) {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: `A prompt cannot mix parts of several roles (${[...roles].join(', ')}). Pass them as 'messages'.`,
    });
  }
  return { role, content };
}

function toDocumentData(document: DocumentData): DocumentData {
  const { content, metadata } = document;
  return metadata === undefined ? { content } : { content, metadata };
}

function toOutput(engine: Engine, output: OutputOptions | undefined): GenerateOutput | undefined {
  if (output === undefined) return undefined;
  const { schema, jsonSchema = engine.schemas.toJsonSchema(schema), format, contentType, instructions, constrained } = output;
  return {
    ...(format !== undefined && { format }),
    ...(contentType !== undefined && { contentType }),
    ...(instructions !== undefined && { instructions }),
    ...(jsonSchema !== undefined && { jsonSchema }),
    ...(constrained !== undefined && { constrained }),
  };
}

function toResume({ respond, restart, metadata }: ResumeOptions): NonNullable<GenerateActionOptions['resume']> {
  return {
    ...(respond !== undefined && { respond: [respond].flat() }),
    ...(restart !== undefined && { restart: [restart].flat() }),
    ...(metadata !== undefined && { metadata }),
  };
}
