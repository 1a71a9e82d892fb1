import { durakit } from 'durakit';
import type { GenerateRequest, GenerateResponseChunkData, GenerateResponseData, Part } from 'durakit/schemas';

/** The one `ai` of all areas' apps. Nothing is tried twice: a failing tool or model fails its case at once. */
export const ai = durakit({ name: 'cases', context: { app: 'cases' }, steps: { retry: { maxAttempts: 1 } } });

/** What the model `script` says in one call: text, parts, or a whole response; `chunks` is what it streams, by default all at once. */
export type ScriptAnswer = string | readonly Part[] | (GenerateResponseData & { readonly chunks?: readonly GenerateResponseChunkData[] });

/**
 * Says `config.answers[n]`, where n counts the model's messages in the request; after the last answer, the outputs of all tools as JSON.
 * So it is a function of the request, and the same in both runs.
 */
export const script = ai.defineModel(
  { name: 'script', supports: { tools: true, multiturn: true, systemRole: true } },
  async (request, { sendChunk }) => {
    const { answers = [] } = (request.config ?? {}) as { answers?: readonly ScriptAnswer[] };
    const answer = answers[request.messages.filter(({ role }) => role === 'model').length] ?? JSON.stringify(outputsOf(request));
    const { chunks, ...response } = toResponse(answer);
    for (const chunk of chunks ?? [{ content: response.message?.content ?? [] }]) sendChunk(chunk);
    return response;
  },
);

/** Says what it was asked: the text of its answer is the request as JSON. */
export const mirror = ai.defineModel(
  { name: 'mirror', supports: { tools: true, toolChoice: true, multiturn: true, systemRole: true } },
  async (request) => ({
    message: { role: 'model', content: [{ text: JSON.stringify(request) }] },
    finishReason: 'stop',
  }),
);

/** A model's request for a tool. */
export const call = (name: string, input?: unknown, ref?: string): Part => ({
  toolRequest: { name, ...(ref !== undefined && { ref }), ...(input !== undefined && { input }) },
});

/** What an error says of itself, for flows that catch it. */
export const describeError = (error: unknown): unknown => {
  const { name, status, message, details } = error as { name: string; status?: string; message: string; details?: unknown };
  return { name, status, message, details };
};

function outputsOf({ messages }: GenerateRequest): unknown[] {
  return messages.flatMap(({ content }) => content.flatMap((part) => ('toolResponse' in part ? [part.toolResponse.output] : [])));
}

function toResponse(answer: ScriptAnswer): GenerateResponseData & { readonly chunks?: readonly GenerateResponseChunkData[] } {
  const usage = { inputTokens: 3, outputTokens: 2 };
  if (typeof answer === 'string') return { message: { role: 'model', content: [{ text: answer }] }, finishReason: 'stop', usage };
  if (isParts(answer)) return { message: { role: 'model', content: [...answer] }, finishReason: 'stop', usage };
  return answer;
}

function isParts(answer: ScriptAnswer): answer is readonly Part[] {
  return Array.isArray(answer);
}
