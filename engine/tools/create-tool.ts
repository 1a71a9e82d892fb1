import type { ToolRequestPart, ToolResponsePart } from '../../schemas/part.ts';
import type { Engine } from '../engine.ts';
import { markHandled } from '../mark-handled.ts';
import { respondTool, restartTool } from './answer-interrupt.ts';
import { callTool } from './call-tool.ts';
import { markTool, type RespondOptions, type RestartOptions, type ToolAction, type ToolRecord } from './tool.ts';

/** The function that a tool is for its users. An engine that is not known yet (standalone `tool()`) comes with the call. */
export function createTool(engine: Engine | (() => Engine), record: ToolRecord): ToolAction {
  const owner = typeof engine === 'function' ? engine : (): Engine => engine;
  const call = (input: unknown, { abortSignal }: { readonly abortSignal?: AbortSignal } = {}): Promise<unknown> =>
    markHandled(callTool(owner(), record, { input, abortSignal }).then((result) => (record.multipart ? result : result.output)));
  const check = (side: 'input' | 'output', data: unknown): void => {
    const { schemas, describe } = owner();
    const schema = describe(record.key)?.[`${side}Schema`] ?? schemas.toJsonSchema(record[`${side}Schema`]);
    schemas.check({ key: record.key, side, schema, data });
  };
  return markTool(
    Object.assign(call, {
      toolName: record.name,
      key: record.key,
      __action: { name: record.name, key: record.key, description: record.description, metadata: record.metadata },
      respond: (interrupt: ToolRequestPart, output: unknown, options?: RespondOptions): ToolResponsePart => {
        check('output', output);
        return respondTool(interrupt, output, options);
      },
      restart: (interrupt: ToolRequestPart, resumedMetadata?: unknown, options: RestartOptions = {}): ToolRequestPart => {
        if (options.replaceInput !== undefined) check('input', options.replaceInput);
        return restartTool(interrupt, resumedMetadata, options);
      },
    }),
    record,
  );
}
