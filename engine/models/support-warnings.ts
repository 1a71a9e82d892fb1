import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { ModelSupports } from '../../schemas/model-info.ts';

/** Says, once in this process for each kind, that a request has what its model does not take. Source of the words: Genkit `ai/src/generate/action.ts`. */
export function createSupportWarnings(name: string, supports: ModelSupports | undefined): (request: GenerateRequest) => void {
  const said = new Set<string>();
  const warn = (kind: string, text: string): void => {
    if (said.has(kind)) return;
    said.add(kind);
    console.warn(`${text} The model may not behave the way you expect.`);
  };
  return ({ tools = [], toolChoice }) => {
    if (tools.length > 0 && supports?.tools !== true)
      warn('tools', `The model '${name}' does not support tools (you set: ${tools.length} tools).`);
    if (toolChoice !== undefined && supports?.toolChoice !== true) {
      warn('toolChoice', `The model '${name}' does not support the 'toolChoice' option (you set: ${toolChoice}).`);
    }
  };
}
