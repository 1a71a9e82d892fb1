import { DurakitError } from '../../schemas/durakit-error.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { FinishReason, GenerateResponseData, GenerationUsage } from '../../schemas/generate-response.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { ModelAttempt } from '../../schemas/model-attempt.ts';
import type { Media, ToolRequestPart } from '../../schemas/part.ts';
import type { ModelOperation } from '../operations/background-model.ts';
import { GenerationBlockedError, GenerationResponseError } from './generation-response-error.ts';
import { Message, type MessageParser } from './message.ts';

/** A model's answer, or a whole `generate`'s, as JSON. */
export interface GenerateResultData extends GenerateResponseData {
  readonly request?: GenerateRequest | undefined;
  /** Of a background model: the job. */
  readonly operation?: ModelOperation | undefined;
  /** Of the last call of the model alone; `usage` is the sum. */
  readonly lastUsage?: GenerationUsage | undefined;
  readonly model?: string | undefined;
  /** Where the call had several models. */
  readonly attempts?: readonly ModelAttempt[] | undefined;
}

/** What a response needs beside the data. */
export interface ResponseSurroundings {
  readonly request?: GenerateRequest | undefined;
  readonly model?: string | undefined;
  readonly parser?: MessageParser | undefined;
  /** Throws where the output does not fit. None: schemas are not checked here. */
  readonly checkSchema?: ((output: unknown, schema: JsonSchema) => void) | undefined;
}

/** A model's answer with the getters of Genkit's `GenerateResponse` (`ai/src/generate/response.ts`). */
export class GenerateResponse<TOutput = unknown> {
  readonly message: Message<TOutput> | undefined;
  readonly finishReason: FinishReason;
  readonly finishMessage: string | undefined;
  /** The sum over all calls of the model that this `generate` made. */
  readonly usage: GenerationUsage;
  /** Of the last call alone. */
  readonly lastUsage: GenerationUsage;
  readonly custom: unknown;
  readonly raw: unknown;
  readonly request: GenerateRequest | undefined;
  /** Of a background model: the job, done where it was waited for. */
  readonly operation: ModelOperation | undefined;
  readonly model: string | undefined;
  /** The models that were asked or passed over, oldest first. Empty where the call had one model only. */
  readonly attempts: readonly ModelAttempt[];
  readonly #checkSchema: ResponseSurroundings['checkSchema'];

  constructor(data: GenerateResultData, { request = data.request, model = data.model, parser, checkSchema }: ResponseSurroundings = {}) {
    this.message = data.message === undefined ? undefined : new Message<TOutput>(withOutputForm(data.message, request), parser);
    this.finishReason = data.finishReason ?? 'unknown';
    this.finishMessage = data.finishMessage;
    this.usage = data.usage ?? {};
    this.lastUsage = data.lastUsage ?? this.usage;
    this.custom = data.custom ?? {};
    this.raw = data.raw ?? this.custom;
    this.request = request;
    this.operation = data.operation;
    this.model = model;
    this.attempts = data.attempts ?? [];
    this.#checkSchema = checkSchema;
  }

  /** The structured answer as its format reads it, else the first data part. Null where there is neither. */
  get output(): TOutput | null {
    return this.message?.output ?? null;
  }

  /** All text of the answer, joined; empty where there is none. */
  get text(): string {
    return this.message?.text ?? '';
  }

  /** All reasoning of the answer, joined. */
  get reasoning(): string {
    return this.message?.reasoning ?? '';
  }

  /** The first media part. */
  get media(): Media | null {
    return this.message?.media ?? null;
  }

  /** The first data part. */
  get data(): TOutput | null {
    return this.message?.data ?? null;
  }

  get toolRequests(): ToolRequestPart[] {
    return this.message?.toolRequests ?? [];
  }

  /** Tool requests that wait for an answer: `ai.waitForReply`, or `resume` of the next call. */
  get interrupts(): ToolRequestPart[] {
    return this.message?.interrupts ?? [];
  }

  /** The request's messages and the answer: what the next call continues from. */
  get messages(): MessageData[] {
    if (this.request === undefined) throw new Error("Can't construct history for response without request reference.");
    if (this.message === undefined) throw new Error("Can't construct history for response without generated message.");
    return [...this.request.messages, this.message.toJSON()];
  }

  /** Throws `GenerationBlockedError` or `GenerationResponseError` where there is no answer to use; else gives the response itself. */
  assertValid(): this {
    const { finishReason, finishMessage } = this;
    if (finishReason === 'blocked') {
      throw new GenerationBlockedError<GenerateResponse>(this, `Generation blocked${finishMessage ? `: ${finishMessage}` : ''}.`);
    }
    if (this.message === undefined && this.operation === undefined) {
      throw new GenerationResponseError<GenerateResponse>(
        this,
        `Model did not generate a message. Finish reason: '${finishReason}': ${finishMessage}`,
      );
    }
    return this;
  }

  /** Throws INVALID_ARGUMENT where the output does not fit the request's schema. */
  assertValidSchema(request: GenerateRequest | undefined = this.request): void {
    const schema = request?.output?.schema;
    if (schema !== undefined) this.#checkSchema?.(this.output, schema);
  }

  /** Both of the above as a question. */
  isValid(request?: GenerateRequest): boolean {
    try {
      this.assertValid();
      this.assertValidSchema(request);
      return true;
    } catch (error) {
      if (error instanceof DurakitError) return false;
      throw error;
    }
  }

  /** Everything but the parser, as JSON. */
  toJSON(): GenerateResultData {
    const { finishReason, finishMessage, usage, lastUsage, custom, raw, request, operation, model } = this;
    const message = this.message?.toJSON();
    return {
      ...(message !== undefined && { message }),
      finishReason,
      ...(finishMessage !== undefined && { finishMessage }),
      usage,
      ...(lastUsage !== usage && { lastUsage }),
      custom,
      ...(raw !== custom && { raw }),
      ...(request !== undefined && { request }),
      ...(operation !== undefined && { operation }),
      ...(model !== undefined && { model }),
      ...(this.attempts.length > 0 && { attempts: this.attempts }),
    };
  }
}

/** As in Genkit, the answer remembers the form that it was asked for. */
function withOutputForm(message: MessageData, request: GenerateRequest | undefined): MessageData {
  const { contentType, format } = request?.output ?? {};
  if (contentType === undefined && format === undefined) return message;
  const output = { ...(contentType !== undefined && { contentType }), ...(format !== undefined && { format }) };
  return { ...message, metadata: { ...message.metadata, generate: { output } } };
}
