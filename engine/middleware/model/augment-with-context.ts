import type { DocumentData, GenerateRequest } from '../../../schemas/generate-request.ts';
import type { MessageData } from '../../../schemas/message.ts';
import { Document } from '../../retrieval/document.ts';
import type { ModelMiddleware } from '../middleware.ts';

/** How documents are put into words. */
export interface AugmentWithContextOptions {
  /** Before all of them; null for nothing. Default: Genkit's sentence. */
  readonly preface?: string | null | undefined;
  /** One document. The second argument is its place in the list for the default template's sake. */
  readonly itemTemplate?: ((document: Document, options?: AugmentWithContextOptions & { readonly index: number }) => string) | undefined;
  /** Key of a document's metadata that it is cited by; null for no citations. Default: `ref`, else `id`, else its place. */
  readonly citationKey?: string | null | undefined;
}

/** What stands before the documents. */
export const CONTEXT_PREFACE = '\n\nUse the following information to complete your task:\n\n';

/** For models that take no `docs`: puts them into the last message of the user. */
export function augmentWithContext(options: AugmentWithContextOptions = {}): ModelMiddleware {
  return (request, next) => next(withContext(request, options));
}

/** The same as a function. A message that has its context already stays as it is. */
export function withContext(request: GenerateRequest, options: AugmentWithContextOptions = {}): GenerateRequest {
  const { docs = [], messages } = request;
  const index = messages.findLastIndex(({ role }) => role === 'user');
  const message = messages[index];
  if (docs.length === 0 || message === undefined) return request;
  const place = message.content.findIndex(({ metadata }) => metadata?.['purpose'] === 'context');
  const known = message.content[place];
  if (known !== undefined && known.metadata?.['pending'] !== true) return request;
  const part = { text: toText(docs, options), metadata: { purpose: 'context' } };
  const content = known === undefined ? [...message.content, part] : message.content.with(place, part);
  const augmented: MessageData = { ...message, content };
  return { ...request, messages: messages.with(index, augmented) };
}

function toText(docs: readonly DocumentData[], options: AugmentWithContextOptions): string {
  const { preface = CONTEXT_PREFACE, itemTemplate = toItem } = options;
  const items = docs.map((document, index) => itemTemplate(new Document(document), { ...options, index }));
  return `${preface ?? ''}${items.join('')}\n`;
}

function toItem(
  { text, metadata }: Document,
  { citationKey, index }: AugmentWithContextOptions & { readonly index?: number } = {},
): string {
  const citation = citationKey === undefined ? (metadata?.['ref'] ?? metadata?.['id'] ?? index) : citationKey && metadata?.[citationKey];
  return citationKey === null ? `- ${text}\n` : `- [${String(citation)}]: ${text}\n`;
}
