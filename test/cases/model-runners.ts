import type { GenerateRequest, GenerateResponseChunkData, GenerateResponseData, Part } from 'durakit/schemas';

/** The models `script` and `mirror` of `./ai.ts` for apps that have an `ai`, or a plugin, of their own. Each answer is one chunk. */
export async function speak(
  request: GenerateRequest,
  { sendChunk }: { readonly sendChunk: (chunk: GenerateResponseChunkData) => void },
): Promise<GenerateResponseData> {
  const { answers = [] } = (request.config ?? {}) as { answers?: readonly (string | Part[])[] };
  const outputs = request.messages.flatMap(({ content }) =>
    content.flatMap((part) => ('toolResponse' in part ? [part.toolResponse.output] : [])),
  );
  const answer = answers[request.messages.filter(({ role }) => role === 'model').length] ?? JSON.stringify(outputs);
  const content = typeof answer === 'string' ? [{ text: answer }] : answer;
  sendChunk({ content });
  return { message: { role: 'model', content }, finishReason: 'stop' };
}

/** Says what it was asked: the text of its answer is the request as JSON. */
export async function repeat(request: GenerateRequest): Promise<GenerateResponseData> {
  return { message: { role: 'model', content: [{ text: JSON.stringify(request) }] }, finishReason: 'stop' };
}
