import { DurakitError } from '../schemas/durakit-error.ts';
import type { GenerateRequest } from '../schemas/generate-request.ts';
import type { FinishReason, GenerateResponseData, GenerationUsage } from '../schemas/generate-response.ts';
import type { MessageData } from '../schemas/message.ts';
import type { Media } from '../schemas/part.ts';

/** A model's answer with the getters of Genkit's `GenerateResponse` (`ai/src/generate/response.ts`). */
export class GenerateResponse {
  readonly message: MessageData | undefined;
  readonly finishReason: FinishReason;
  readonly finishMessage: string | undefined;
  readonly usage: GenerationUsage;
  readonly custom: unknown;
  readonly raw: unknown;
  readonly request: GenerateRequest | undefined;
  readonly model: string | undefined;

  constructor(data: GenerateResponseData, { request, model }: { request?: GenerateRequest; model?: string } = {}) {
    this.message = data.message;
    this.finishReason = data.finishReason ?? 'unknown';
    this.finishMessage = data.finishMessage;
    this.usage = data.usage ?? {};
    this.custom = data.custom ?? {};
    this.raw = data.raw;
    this.request = request;
    this.model = model;
  }

  /** All text of the answer, joined; empty where there is none. */
  get text(): string {
    return this.#join('text');
  }

  /** All reasoning of the answer, joined. */
  get reasoning(): string {
    return this.#join('reasoning');
  }

  /** The first media part. */
  get media(): Media | null {
    for (const part of this.message?.content ?? []) if ('media' in part) return part.media;
    return null;
  }

  /** The request's messages and the answer: what the next call continues from. */
  get messages(): MessageData[] {
    if (this.request === undefined) throw new Error("Can't construct history for response without request reference.");
    if (this.message === undefined) throw new Error("Can't construct history for response without generated message.");
    return [...this.request.messages, this.message];
  }

  /** Throws where the model was blocked or gave no message; else returns the response itself. */
  assertValid(): this {
    const because = this.finishMessage === undefined ? '' : `: ${this.finishMessage}`;
    if (this.finishReason === 'blocked') throw this.#invalid(`Generation blocked${because}.`);
    if (this.message === undefined) {
      throw this.#invalid(`Model did not generate a message. Finish reason: '${this.finishReason}'${because}`);
    }
    return this;
  }

  /** The model's message, reason, usage and request as JSON. */
  toJSON(): GenerateResponseData & { request?: GenerateRequest | undefined } {
    const { message, finishReason, finishMessage, usage, custom, request } = this;
    return { message, finishReason, finishMessage, usage, custom, request };
  }

  #join(kind: 'text' | 'reasoning'): string {
    const parts = this.message?.content ?? [];
    return parts.map((part) => (kind in part ? ((part as Record<typeof kind, unknown>)[kind] as string) : '')).join('');
  }

  #invalid(message: string): DurakitError {
    return new DurakitError({ status: 'FAILED_PRECONDITION', message, details: { response: this.toJSON() } });
  }
}
