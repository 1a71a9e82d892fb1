import { asJson, asList, toCamelCase, type Json } from './gemini-json.ts';
import { toOutput } from './to-gemini-request.ts';

/** What the package sends where a call has lost its signature; the vendor documents it. */
const NO_SIGNATURE = 'skip_thought_signature_validator';

/** A body in the form in which two that mean the same are equal. Ids of calls are compared elsewhere: earlier models have none. */
export function normalizeGeminiBody(recorded: unknown): Json {
  const { contents, systemInstruction, tools, generationConfig, model: _model, ...rest } = asJson(toCamelCase(recorded));
  const { responseSchema, ...config } = asJson(generationConfig);
  return {
    ...rest,
    contents: mergeNeighbours(asList(contents)),
    system: asList(asJson(systemInstruction)['parts']).map(({ text }) => text),
    generationConfig: { ...config, ...(responseSchema !== undefined && { responseJsonSchema: responseSchema }) },
    tools: asList(tools)
      .flatMap(({ functionDeclarations, ...others }) => [
        ...asList(functionDeclarations).map((tool) => normalizeFunction(tool)),
        ...(Object.keys(others).length > 0 ? [others] : []),
      ])
      .map((tool) => JSON.stringify(tool))
      .sort(),
  };
}

/** Two messages of the user in a row say the same as one. */
function mergeNeighbours(contents: readonly Json[]): Json[] {
  const merged: { role: string; parts: Json[] }[] = [];
  for (const { role, parts } of contents) {
    const name = role === 'model' ? 'model' : 'user';
    const normalized = asList(parts).map((part) => normalizePart(part));
    const last = merged.at(-1);
    if (last?.role === name) last.parts.push(...normalized);
    else merged.push({ role: name, parts: normalized });
  }
  return merged;
}

function normalizePart({ thoughtSignature, ...part }: Json): Json {
  const signed = thoughtSignature === undefined || thoughtSignature === NO_SIGNATURE ? {} : { thoughtSignature };
  const { name, args } = asJson(part['functionCall']);
  if ('functionCall' in part) return { functionCall: { name, args: args ?? {} }, ...signed };
  if ('functionResponse' in part) {
    return { functionResponse: { name: asJson(part['functionResponse'])['name'], output: toOutput(part['functionResponse']) } };
  }
  return { ...part, ...signed };
}

function normalizeFunction({ name, description = '', parametersJsonSchema, parameters }: Json): Json {
  return { name, description, parameters: parametersJsonSchema ?? parameters ?? { type: 'object', properties: {} } };
}
