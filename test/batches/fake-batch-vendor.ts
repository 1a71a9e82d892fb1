import { FakeOpenAIBatches, type LineAnswer, type SentLine } from '../providers/background/fake-openai-batches.ts';
import { answerJson } from '../providers/models/vendor-server/behaviours.ts';
import { startVendorServer, type ReceivedRequest } from '../providers/models/vendor-server/vendor-server.ts';

/** The exchanges of a batch, in their order; `find` is there after a start whose answer was lost. */
export type Exchange = 'upload' | 'create' | 'poll' | 'results' | 'find' | 'chat';

/** OpenAI with batches and chats, which can be held up at any exchange. */
export interface FakeBatchVendor extends AsyncDisposable {
  readonly url: string;
  readonly batches: FakeOpenAIBatches;
  /** Exchanges as they arrived. */
  readonly exchanges: readonly Exchange[];
  /** The next request of an exchange waits; when it is let go on, it is done, whoever still listens. */
  hold(exchange: Exchange): { readonly arrived: Promise<void>; readonly release: () => void };
}

/** Starts it. */
export async function startFakeBatchVendor(answer: LineAnswer): Promise<FakeBatchVendor> {
  const batches = new FakeOpenAIBatches(1, answer);
  const exchanges: Exchange[] = [];
  let held: { readonly exchange: Exchange; readonly arrive: () => void; readonly released: Promise<void> } | undefined;
  const server = await startVendorServer(async (response, request) => {
    const exchange = toExchange(request);
    exchanges.push(exchange);
    if (held?.exchange === exchange) {
      const { arrive, released } = held;
      held = undefined;
      arrive();
      await released;
    }
    if (exchange !== 'chat') return await batches.behave(response, request);
    const body = JSON.parse(request.body) as SentLine['body'];
    return await answerJson(toCompletion('told by the tool', body))(response, request);
  });
  return {
    url: server.url,
    batches,
    exchanges,
    hold: (exchange) => {
      const arrival = Promise.withResolvers<void>();
      const letting = Promise.withResolvers<void>();
      held = { exchange, arrive: arrival.resolve, released: letting.promise };
      return { arrived: arrival.promise, release: letting.resolve };
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function toExchange({ method, path }: ReceivedRequest): Exchange {
  if (path.includes('/chat/completions')) return 'chat';
  if (path.includes('/files')) return method === 'POST' ? 'upload' : 'results';
  if (method === 'POST') return 'create';
  return /\/batches\/[^/?]+/.test(path) ? 'poll' : 'find';
}

/** A chat completion of seven tokens. */
export function toCompletion(content: string, body: SentLine['body'], toolCalls?: readonly unknown[]): unknown {
  const message = { role: 'assistant', content, ...(toolCalls !== undefined && { tool_calls: toolCalls }) };
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: body['model'],
    choices: [{ index: 0, message, finish_reason: toolCalls === undefined ? 'stop' : 'tool_calls' }],
    usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
  };
}
