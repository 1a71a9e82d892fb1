import type { LanguageModelV4Content, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { GenerateResponseChunkData } from '../../../schemas/generate-response.ts';
import type { Part } from '../../../schemas/part.ts';
import { StreamPartError } from '../stream-part-error.ts';
import { fromContent } from './from-content.ts';
import { mergeNamespaces } from './provider-metadata.ts';
import type { LanguageModelResult } from './to-generate-response.ts';

type Block = Extract<LanguageModelV4Content, { type: 'text' | 'reasoning' }>;
type BlockPart = Extract<LanguageModelV4StreamPart, { type: `${'text' | 'reasoning'}-${'start' | 'delta' | 'end'}` }>;
type Collected = Omit<LanguageModelResult, 'finishReason' | 'usage'> & Partial<Pick<LanguageModelResult, 'finishReason' | 'usage'>>;

/** Who listens to a stream, and the signal that ends it. */
export interface StreamListener {
  readonly sendChunk: (chunk: GenerateResponseChunkData) => void;
  readonly abortSignal: AbortSignal;
  /** Told each part that came from the vendor, also those that bring nothing to show: pings, pieces of a tool's input. */
  readonly signOfLife?: (() => void) | undefined;
}

/**
 * Passes a stream on as it comes and puts it together: the texts of the chunks make up the result's. Throws a
 * `StreamPartError` for an error within the stream and for a stream that ends too early; the connection is closed then.
 */
export async function readStream(
  stream: ReadableStream<LanguageModelV4StreamPart>,
  { sendChunk, abortSignal, signOfLife }: StreamListener,
): Promise<LanguageModelResult> {
  const collected: Collected = { content: [], warnings: [] };
  const blocks = new Map<string, Block>();
  const send = (part: Part | undefined): void => {
    if (part !== undefined) sendChunk({ role: 'model', index: 0, content: [part] });
  };
  // leaving the loop by a throw cancels the stream
  for await (const part of stream) {
    abortSignal.throwIfAborted();
    // the packages send it before anything has come
    if (part.type !== 'stream-start') signOfLife?.();
    if (isBlockPart(part)) send(addToBlock(part, collected, blocks));
    else if (isContent(part)) {
      collected.content.push(part);
      send(fromContent(part));
    } else addFacts(part, collected);
  }
  abortSignal.throwIfAborted();
  const { finishReason, usage } = collected;
  if (finishReason === undefined || usage === undefined || finishReason.unified === 'interrupted')
    throw new StreamPartError('cut', undefined);
  return { ...collected, finishReason, usage };
}

/** Text and reasoning come in blocks; the vendor's state may come with any of their parts. */
function addToBlock(part: BlockPart, { content }: Collected, blocks: Map<string, Block>): Part | undefined {
  const block = findBlock(part, blocks) ?? startBlock(part, content, blocks);
  const providerMetadata = mergeNamespaces([block.providerMetadata, part.providerMetadata]);
  if (providerMetadata !== undefined) block.providerMetadata = providerMetadata;
  if (part.type === 'text-end' && part.citations !== undefined && block.type === 'text') block.citations = part.citations;
  if (!('delta' in part) || part.delta === '') return undefined;
  block.text += part.delta;
  return block.type === 'text' ? { text: part.delta } : { reasoning: part.delta };
}

function findBlock(part: BlockPart, blocks: ReadonlyMap<string, Block>): Block | undefined {
  return part.type.endsWith('start') ? undefined : blocks.get(toBlockKey(part));
}

function startBlock(part: BlockPart, content: LanguageModelV4Content[], blocks: Map<string, Block>): Block {
  const block: Block = { type: part.type.startsWith('text') ? 'text' : 'reasoning', text: '' };
  blocks.set(toBlockKey(part), block);
  content.push(block);
  return block;
}

/** Text and reasoning count their blocks apart: both may have a block `0`. */
function toBlockKey({ type, id }: BlockPart): string {
  return `${type.split('-')[0]} ${id}`;
}

function addFacts(part: Exclude<LanguageModelV4StreamPart, LanguageModelV4Content | BlockPart>, collected: Collected): void {
  switch (part.type) {
    case 'stream-start':
      collected.warnings.push(...part.warnings);
      break;
    case 'response-metadata': {
      const { type: _type, ...response } = part;
      collected.response = { ...collected.response, ...response };
      break;
    }
    case 'finish':
      collected.finishReason = part.finishReason;
      collected.usage = part.usage;
      if (part.providerMetadata !== undefined) collected.providerMetadata = part.providerMetadata;
      break;
    case 'error':
      throw new StreamPartError('error', part.error);
    default:
    // the pieces of a tool's input, of which the whole call follows, and the vendor's own events
  }
}

function isBlockPart(part: LanguageModelV4StreamPart): part is BlockPart {
  return /^(text|reasoning)-(start|delta|end)$/.test(part.type);
}

const CONTENT_TYPES: readonly string[] = [
  'custom',
  'file',
  'reasoning-file',
  'source',
  'tool-approval-request',
  'tool-call',
  'tool-result',
] satisfies readonly LanguageModelV4Content['type'][];

/** Content is what the answer at once has as well; that a message begins is none of it (Claude's package sends that as content). */
function isContent(part: LanguageModelV4StreamPart): part is Extract<LanguageModelV4StreamPart, LanguageModelV4Content> {
  return CONTENT_TYPES.includes(part.type) && !(part.type === 'custom' && part.kind.endsWith('.message_start'));
}
