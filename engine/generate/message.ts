import type { MessageData, Role } from '../../schemas/message.ts';
import type { Media, Metadata, Part, ToolRequestPart } from '../../schemas/part.ts';

/** Makes the structured value out of a message's text. */
export type MessageParser = (message: Message) => unknown;

/** A message with the getters of Genkit's `Message` (`ai/src/message.ts`). As JSON it is the plain message. */
export class Message<TOutput = unknown> implements MessageData {
  readonly role: Role;
  readonly content: Part[];
  readonly metadata?: Metadata;
  readonly #parser: MessageParser | undefined;

  constructor({ role, content, metadata }: MessageData, parser?: MessageParser) {
    this.role = role;
    this.content = content;
    if (metadata !== undefined) this.metadata = metadata;
    this.#parser = parser;
  }

  /** All text, joined. */
  get text(): string {
    return textOf(this.content);
  }

  /** All reasoning, joined. */
  get reasoning(): string {
    return this.content.map((part) => ('reasoning' in part ? part.reasoning : '')).join('');
  }

  /** The first media part. */
  get media(): Media | null {
    for (const part of this.content) if ('media' in part) return part.media;
    return null;
  }

  /** The first data part. */
  get data(): TOutput | null {
    for (const part of this.content) if ('data' in part) return part.data as TOutput;
    return null;
  }

  get toolRequests(): ToolRequestPart[] {
    return this.content.filter((part): part is ToolRequestPart => 'toolRequest' in part);
  }

  /** Tool requests that wait for an answer. */
  get interrupts(): ToolRequestPart[] {
    return this.toolRequests.filter(({ metadata }) => Boolean(metadata?.['interrupt']));
  }

  /** The format's reading of the text, else the first data part. Null where there is neither. */
  get output(): TOutput | null {
    const parsed = this.data ?? this.#parser?.(this);
    return (parsed ?? null) as TOutput | null;
  }

  toJSON(): MessageData {
    const { role, content, metadata } = this;
    return metadata === undefined ? { role, content } : { role, content, metadata };
  }
}

/** All text of a list of parts, joined. */
export function textOf(content: readonly Part[]): string {
  return content.map((part) => ('text' in part ? part.text : '')).join('');
}
