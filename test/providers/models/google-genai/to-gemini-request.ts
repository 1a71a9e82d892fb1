import type { GenerateRequest, ToolDefinition } from '../../../../schemas/generate-request.ts';
import type { MessageData } from '../../../../schemas/message.ts';
import type { Part } from '../../../../schemas/part.ts';
import { asJson, asList, asText, toCamelCase, type Json } from './gemini-json.ts';

/** The request that an app would have made of the engine where Gemini was sent this body. */
export function toGeminiRequest(recorded: unknown): GenerateRequest {
  const body = asJson(toCamelCase(recorded));
  const { responseMimeType, responseJsonSchema, responseSchema, ...settings } = asJson(body['generationConfig']);
  const { contents, systemInstruction, tools, toolConfig: _toolConfig, generationConfig: _config, model: _model, ...fields } = body;
  const system = asList(asJson(systemInstruction)['parts']).map(({ text }) => ({ text: asText(text) }));
  const functions = asList(tools).flatMap(({ functionDeclarations }) => asList(functionDeclarations));
  const vendorTools = asList(tools).filter((tool) => !('functionDeclarations' in tool));
  const schema = responseJsonSchema ?? responseSchema;
  return {
    messages: [...(system.length > 0 ? [{ role: 'system' as const, content: system }] : []), ...asList(contents).flatMap(toMessages)],
    config: { ...settings, ...fields, ...(vendorTools.length > 0 && { tools: vendorTools }) },
    ...(functions.length > 0 && { tools: functions.map((tool) => toTool(tool)) }),
    ...(responseMimeType === 'application/json' && {
      output: { format: 'json', constrained: true, ...(schema !== undefined && { schema: schema as Record<string, unknown> }) },
    }),
  };
}

/** Results of tools have a message of their own; what stood beside them follows. */
function toMessages({ role, parts }: Json): MessageData[] {
  const all = asList(parts);
  if (role === 'model') return [{ role: 'model', content: all.map((part) => toPart(part)) }];
  const results = all.filter((part) => 'functionResponse' in part);
  const others = all.filter((part) => !('functionResponse' in part));
  return [
    ...(results.length > 0 ? [{ role: 'tool' as const, content: results.map((part) => toPart(part)) }] : []),
    ...(others.length > 0 ? [{ role: 'user' as const, content: others.map((part) => toPart(part)) }] : []),
  ];
}

function toPart(part: Json): Part {
  const { thoughtSignature } = part;
  const metadata = typeof thoughtSignature === 'string' ? { metadata: { thoughtSignature } } : {};
  return { ...toContent(part), ...metadata };
}

function toContent({ text, thought, ...part }: Json): Part {
  if (text !== undefined) return thought === true ? { reasoning: asText(text) } : { text: asText(text) };
  const [data, file] = [asJson(part['inlineData']), asJson(part['fileData'])];
  if ('inlineData' in part) return { media: { url: `data:${asText(data['mimeType'])};base64,${asText(data['data'])}` } };
  if ('fileData' in part) return { media: { url: String(file['fileUri']), contentType: String(file['mimeType']) } };
  const { name, id, args } = asJson(part['functionCall'] ?? part['functionResponse']);
  const called = { name: String(name), ...(id !== undefined && { ref: asText(id) }) };
  if ('functionCall' in part) return { toolRequest: { ...called, input: args ?? {} } };
  if ('functionResponse' in part) return { toolResponse: { ...called, output: toOutput(part['functionResponse']) } };
  const { thoughtSignature: _signature, ...custom } = part;
  return { custom };
}

/** What the tool said, out of the object that the vendor wants around it. */
export function toOutput(functionResponse: unknown): unknown {
  const response = asJson(asJson(functionResponse)['response']);
  return 'content' in response ? response['content'] : response;
}

function toTool({ name, description, parametersJsonSchema, parameters }: Json): ToolDefinition {
  return {
    name: String(name),
    description: typeof description === 'string' ? description : '',
    inputSchema: (parametersJsonSchema ?? parameters ?? null) as Record<string, unknown> | null,
  };
}
