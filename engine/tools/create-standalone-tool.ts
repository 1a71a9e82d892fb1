import type { CapturedStep } from '../captured-step.ts';
import type { Engine } from '../engine.ts';
import type { ToolsApi } from './create-tools-api.ts';
import { dynamicTool, type InterruptConfig } from './define-tool.ts';
import type { ToolAction, ToolBody } from './tool.ts';

/**
 * `tool(config, fn)` without an `ai`, as `genkit/beta` exports it: the `generate` that it is handed to brings the engine. Called by itself
 * it uses the engine that `owner` finds.
 */
export function createStandaloneTool(owner: () => Engine): ToolsApi['dynamicTool'] {
  const make = (config: InterruptConfig, body?: ToolBody | CapturedStep): ToolAction => dynamicTool(owner, config, body);
  return make as unknown as ToolsApi['dynamicTool'];
}
