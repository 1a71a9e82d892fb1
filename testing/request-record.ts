import type { GenerateRequest } from '../schemas/generate-request.ts';
import type { Part, ToolResponse } from '../schemas/part.ts';

/** What a model of a test was asked, oldest first. All of it are copies: changing one changes no record. */
export interface RequestRecord {
  readonly requests: readonly GenerateRequest[];
  readonly lastRequest: GenerateRequest | undefined;
  readonly requestCount: number;
  /** The last request's whole conversation as one text: what the model saw. */
  readonly lastRequestText: string | undefined;
  /** The results of tools in the last request. */
  readonly toolResponses: readonly ToolResponse[];
}

/** A record and the two ways to change it. */
export interface RequestRecorder {
  readonly record: RequestRecord;
  add(request: GenerateRequest): void;
  clear(): void;
}

/** An empty record. In a durable run the tries of a step count: one that fails twice is recorded three times. */
export function createRequestRecorder(): RequestRecorder {
  const requests: GenerateRequest[] = [];
  const record: RequestRecord = {
    get requests() {
      return copy(requests);
    },
    get lastRequest() {
      return copy(requests.at(-1));
    },
    get requestCount() {
      return requests.length;
    },
    get lastRequestText() {
      const last = requests.at(-1);
      return last === undefined ? undefined : toRequestText(last);
    },
    get toolResponses() {
      const parts = requests.at(-1)?.messages.flatMap(({ content }) => content) ?? [];
      return copy(parts.flatMap((part) => ('toolResponse' in part ? [part.toolResponse] : [])));
    },
  };
  return { record, add: (request) => void requests.push(copy(request)), clear: () => void requests.splice(0) };
}

/** Gives an object the record's getters, which a spread would call once. */
export function withRecord<T extends object>(target: T, record: RequestRecord): T & RequestRecord {
  return Object.defineProperties(target, Object.getOwnPropertyDescriptors(record)) as T & RequestRecord;
}

/** The conversation as one text, as in Genkit: a line for each message, with the role in front of system and tool messages. */
export function toRequestText(request: GenerateRequest): string {
  return request.messages
    .map(({ role, content }) => (role === 'user' || role === 'model' ? '' : `${role}: `) + content.map((part) => toPartText(part)).join(''))
    .join('\n');
}

function toPartText(part: Part): string {
  if ('text' in part) return part.text;
  if ('reasoning' in part) return `[reasoning: ${part.reasoning}]`;
  if ('media' in part) return `[media${part.media.contentType === undefined ? '' : ` ${part.media.contentType}`}: ${part.media.url}]`;
  if ('toolRequest' in part) return `[toolRequest ${part.toolRequest.name}(${JSON.stringify(part.toolRequest.input)})]`;
  if ('toolResponse' in part) return `[toolResponse ${part.toolResponse.name}: ${JSON.stringify(part.toolResponse.output)}]`;
  if ('resource' in part) return `[resource: ${part.resource.uri}]`;
  if ('custom' in part) return `[custom: ${JSON.stringify(part.custom)}]`;
  return `[data: ${JSON.stringify(part.data)}]`;
}

/** Requests are JSON. */
function copy<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}
