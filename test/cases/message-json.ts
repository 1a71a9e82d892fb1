/** What a row says of messages, in few words. */
type Json = Record<string, unknown>;

export const text = (words: string): Json => ({ text: words });
export const user = (words: string): Json => ({ role: 'user', content: [text(words)] });
/** A text stands for a part. */
export const model = (...content: unknown[]): Json => ({
  role: 'model',
  content: content.map((part) => (typeof part === 'string' ? text(part) : part)),
});
export const tool = (...content: unknown[]): Json => ({ role: 'tool', content });
export const request = (name: string, input: unknown, ref: string): Json => ({ toolRequest: { name, ref, input } });
export const response = (name: string, ref: string, output: unknown): Json => ({ toolResponse: { name, ref, output } });
export const marked = (part: Json, metadata: Json): Json => ({ ...part, metadata });
/** Options for the model `script`: it says this first. */
export const says = (...content: unknown[]): Json => ({ config: { answers: [content] } });
