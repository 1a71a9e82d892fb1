import { answerJson } from '../models/vendor-server/behaviours.ts';
import type { Behaviour, ReceivedRequest } from '../models/vendor-server/vendor-server.ts';

/** A line of a batch's file, as it was sent. */
export interface SentLine {
  readonly custom_id: string;
  readonly method: string;
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Batch {
  readonly id: string;
  readonly input_file_id: string;
  readonly metadata: Readonly<Record<string, string>>;
  status: string;
  left: number;
}

/** How a line is answered; undefined: it is not. */
export type LineAnswer = (
  line: SentLine,
) => { readonly status_code: number; readonly body: unknown } | { readonly code: string; readonly message: string } | undefined;

/** OpenAI's `/files` and `/batches`, in the form of the vendor's description and of a recorded session. */
export class FakeOpenAIBatches {
  readonly #files = new Map<string, string>();
  readonly #batches: Batch[] = [];
  readonly #polls: number;
  #answer: LineAnswer;
  /** The status that a batch ends with. */
  end = 'completed';

  constructor(polls: number, answer: LineAnswer) {
    this.#polls = polls;
    this.#answer = answer;
  }

  get cancelled(): number {
    return this.#batches.filter(({ status }) => status === 'cancelled').length;
  }

  get submits(): number {
    return this.#batches.length;
  }

  /** The lines of the newest file that was sent. */
  get lines(): SentLine[] {
    return this.#linesOf([...this.#files.keys()].findLast((id) => id.startsWith('file-in')) ?? '');
  }

  answerWith(answer: LineAnswer): void {
    this.#answer = answer;
  }

  readonly behave: Behaviour = (response, request) => {
    const { status, value } = this.#route(request);
    if (typeof value === 'string') return void response.writeHead(status, { 'content-type': 'application/octet-stream' }).end(value);
    return answerJson(value, { status })(response, request);
  };

  #route({ method, path, body }: ReceivedRequest): { status: number; value: unknown } {
    const [, collection, id, action] = path.replace(/^\/v1/, '').replace(/\?.*$/, '').split('/');
    if (method === 'POST' && collection === 'files') return ok(this.#upload(body));
    if (method === 'GET' && collection === 'files' && action === 'content') return ok(this.#files.get(id ?? '') ?? '');
    if (method === 'POST' && collection === 'batches' && id === undefined) return ok(this.#create(JSON.parse(body) as Batch));
    if (method === 'GET' && collection === 'batches' && id === undefined) {
      return ok({ object: 'list', data: this.#batches.map((batch) => this.#describe(batch)), has_more: false });
    }
    const batch = this.#batches.find((known) => known.id === id);
    if (batch === undefined)
      return { status: 404, value: { error: { message: `No batch found with id '${id}'.`, type: 'invalid_request_error' } } };
    if (action === 'cancel') batch.status = 'cancelled';
    else if (batch.left > 0) batch.left -= 1;
    else if (batch.status === 'validating') batch.status = this.end;
    return ok(this.#describe(batch));
  }

  #upload(form: string): unknown {
    const id = `file-in${this.#files.size + 1}`;
    const lines = form.split(/\r?\n/).filter((line) => line.startsWith('{'));
    this.#files.set(id, lines.join('\n'));
    return { object: 'file', id, purpose: 'batch', filename: 'batch.jsonl', bytes: form.length, created_at: 1, status: 'processed' };
  }

  #create({ input_file_id, metadata }: Batch): unknown {
    const batch: Batch = { id: `batch_${this.#batches.length + 1}`, input_file_id, metadata, status: 'validating', left: this.#polls };
    this.#batches.push(batch);
    return this.#describe(batch);
  }

  #describe({ id, input_file_id, metadata, status }: Batch): unknown {
    const lines = this.#linesOf(input_file_id);
    const isOver = status !== 'validating' && status !== 'failed';
    const answers = isOver ? lines.flatMap((line) => toAnswer(line, this.#answer(line)) ?? []) : [];
    const store = (kind: string, isError: boolean): string | null => {
      const chosen = answers.filter(({ error }) => (error !== null) === isError);
      if (chosen.length === 0) return null;
      this.#files.set(`file-${kind}-${id}`, `${chosen.map((answer) => JSON.stringify(answer)).join('\n')}\n`);
      return `file-${kind}-${id}`;
    };
    const errors = {
      object: 'list',
      data: [{ code: 'token_limit_exceeded', message: 'Enqueued token limit reached.', line: null }],
    };
    return {
      id,
      object: 'batch',
      endpoint: '/v1/chat/completions',
      input_file_id,
      completion_window: '24h',
      status,
      errors: status === 'failed' ? errors : null,
      output_file_id: store('out', false),
      error_file_id: store('errors', true),
      created_at: 1787150474,
      request_counts: { total: lines.length, completed: answers.length, failed: 0 },
      metadata,
    };
  }

  #linesOf(file: string): SentLine[] {
    const text = this.#files.get(file) ?? '';
    return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as SentLine);
  }
}

function ok(value: unknown): { status: number; value: unknown } {
  return { status: 200, value };
}

function toAnswer(
  { custom_id }: SentLine,
  answer: ReturnType<LineAnswer>,
): { custom_id: string; response: unknown; error: unknown } | undefined {
  if (answer === undefined) return undefined;
  return 'code' in answer
    ? { custom_id, response: null, error: answer }
    : { custom_id, response: { ...answer, request_id: `request-${custom_id}` }, error: null };
}
