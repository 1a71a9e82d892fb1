import { DurakitError } from '../../schemas/durakit-error.ts';
import type { ToolRequestPart, ToolResponsePart } from '../../schemas/part.ts';
import type { RespondOptions, RestartOptions } from './tool.ts';

/** The answer to an interrupt. Source of the shape: Genkit `ai/src/tool.ts`, `respondTool`. */
export function respondTool(interrupt: ToolRequestPart, output: unknown, { metadata }: RespondOptions = {}): ToolResponsePart {
  const { name, ref } = toolRequestOf(interrupt);
  return {
    toolResponse: { name, ...(ref !== undefined && { ref }), output },
    metadata: { interruptResponse: metadata ?? true },
  };
}

/** The request to run an interrupted call again. Source of the shape: Genkit `ai/src/tool.ts`, `restartTool`. */
export function restartTool(interrupt: ToolRequestPart, resumedMetadata?: unknown, { replaceInput }: RestartOptions = {}): ToolRequestPart {
  const toolRequest = toolRequestOf(interrupt);
  const { interrupt: _answered, ...kept } = interrupt.metadata ?? {};
  const replaced = replaceInput !== undefined;
  return {
    toolRequest: replaced ? { ...toolRequest, input: replaceInput } : { ...toolRequest },
    metadata: { ...kept, resumed: resumedMetadata ?? true, ...(replaced && { replacedInput: toolRequest.input }) },
  };
}

function toolRequestOf(interrupt: ToolRequestPart): ToolRequestPart['toolRequest'] {
  if (typeof interrupt === 'object' && interrupt !== null && 'toolRequest' in interrupt) return interrupt.toolRequest;
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: 'An interrupt is answered with the tool request part that it came as: one of `response.interrupts`.',
  });
}
