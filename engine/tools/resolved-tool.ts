import type { ToolDefinition } from '../../schemas/generate-request.ts';
import type { ToolCall } from './call-tool.ts';
import type { MultipartToolResult, ToolErrors } from './tool.ts';

/** A tool as the generate loop uses it, whatever it was given as: a tool, a flow, a prompt, a name. */
export interface ResolvedTool {
  /** The full name (`host/search`); a model sees what stands after the last slash. */
  readonly name: string;
  readonly definition: ToolDefinition;
  readonly toolErrors: ToolErrors | undefined;
  readonly call: (call: ToolCall) => Promise<MultipartToolResult>;
}

/** A tool's name as a model sees it. */
export function toShortName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
