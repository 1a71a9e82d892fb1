import type { MessageData } from '../../../schemas/message.ts';
import type { JsonSchema } from '../../../schemas/json-schema.ts';
import type { Part, ToolRequestPart, ToolResponsePart } from '../../../schemas/part.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { CapturedStep } from '../../captured-step.ts';
import { toDurakitError } from '../../failure.ts';
import type { ToolsApi } from '../../tools/create-tools-api.ts';
import { interruptOf } from '../../tools/tool-interrupt-error.ts';
import type { ToolAction, ToolBody } from '../../tools/tool.ts';
import { generateMiddleware, type GenerateMiddleware } from '../generate-middleware.ts';
import type { GenerateMiddlewareHooks } from '../middleware.ts';
import { createTypedSchema, type TypedSchema } from './typed-schema.ts';

/** Options of the filesystem middleware. JSON. */
export interface FilesystemOptions {
  /** The tools see what lies in it and nothing else, links included. Relative to the working directory of the worker. */
  readonly rootDirectory: string;
  /** True adds `write_file` and `search_and_replace`. Default false. */
  readonly allowWriteAccess?: boolean;
  /** Put before the tools' names, for two middlewares of this kind in one call. */
  readonly toolNamePrefix?: string;
}

/** What the tools do. */
export type FileOperation = 'list_files' | 'read_file' | 'write_file' | 'search_and_replace';

/** What a file's reading gives: a line for the model, and the content, which follows as a message. */
export interface ReadFileResult {
  readonly output: string;
  readonly parts: readonly Part[];
}

/** The work behind a tool: a function where files are, a step elsewhere. */
export type FileWork = (operation: FileOperation, options: FilesystemOptions) => ToolBody<never> | CapturedStep;

/** A middleware that gives the model files, with the work done where `work` says. */
export function createFilesystemMiddleware(work: FileWork): GenerateMiddleware<TypedSchema<FilesystemOptions>> {
  return generateMiddleware(
    {
      name: 'filesystem',
      description: 'Gives the model access to the files of one directory',
      configSchema: createTypedSchema<FilesystemOptions>({
        type: 'object',
        properties: {
          rootDirectory: { type: 'string', description: 'The root directory to which all filesystem operations are restricted.' },
          allowWriteAccess: { type: 'boolean', description: 'If true, allows write access to the filesystem.' },
          toolNamePrefix: { type: 'string', description: 'Prefix to add to the names of the filesystem tools.' },
        },
        required: ['rootDirectory'],
        additionalProperties: true,
      }),
    },
    ({ config, ai }) => createHooks(ai as ToolsApi, toOptions(config), work),
  );
}

function toOptions(config: FilesystemOptions | undefined): FilesystemOptions {
  if (config?.rootDirectory) return JSON.parse(JSON.stringify(config)) as FilesystemOptions;
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'filesystem middleware requires a rootDirectory option' });
}

function createHooks(ai: ToolsApi, options: FilesystemOptions, work: FileWork): GenerateMiddlewareHooks {
  const { allowWriteAccess = false, toolNamePrefix = '' } = options;
  // one place for each call, taken when it begins: files follow in the order in which they were asked for
  const queue: Part[][] = [];
  const operations = Object.keys(TOOLS) as FileOperation[];
  const offered = operations.filter((operation) => allowWriteAccess || !TOOLS[operation].writes);
  const tools = offered.map((operation): ToolAction<never, unknown> => {
    const { description, properties, required } = TOOLS[operation];
    const inputJsonSchema: JsonSchema = { type: 'object', properties, required, additionalProperties: true };
    return ai.dynamicTool(
      { name: `${toolNamePrefix}${operation}`, description, inputJsonSchema },
      work(operation, options) as never,
    ) as ToolAction<never, unknown>;
  });
  const names = new Set(tools.map(({ toolName }) => toolName));
  return {
    tools,
    tool: async (request, context, next) => {
      if (!names.has(request.toolRequest.name)) return await next(request, context);
      const read: Part[] = [];
      queue.push(read);
      try {
        const response = await next(request, context);
        if (request.toolRequest.name !== `${toolNamePrefix}read_file` || !isReadResult(response?.toolResponse.output)) return response;
        read.push(...response.toolResponse.output.parts);
        return { ...response, toolResponse: { ...response.toolResponse, output: response.toolResponse.output.output } };
      } catch (error) {
        return toFailedResponse(request, error);
      }
    },
    generate: async (envelope, context, next) => {
      const read = queue.splice(0).flat();
      if (read.length === 0) return await next(envelope, context);
      const contents: MessageData = { role: 'user', content: read };
      return await next({ ...envelope, request: { ...envelope.request, messages: [...envelope.request.messages, contents] } }, context);
    },
  };
}

function isReadResult(output: unknown): output is ReadFileResult {
  return typeof output === 'object' && output !== null && 'parts' in output;
}

/** The model can do something about a file that is not there; it is told. A stopped run is no business of its. */
function toFailedResponse({ toolRequest: { name, ref } }: ToolRequestPart, error: unknown): ToolResponsePart {
  const { status, originalMessage } = toDurakitError(error);
  if (status === 'CANCELLED' || interruptOf(error) !== undefined) throw error;
  return { toolResponse: { name, ...(ref !== undefined && { ref }), output: `Tool '${name}' failed: ${originalMessage}` } };
}

const FILE_PATH = { type: 'string', description: 'File path relative to root.' };

const TOOLS: Readonly<
  Record<FileOperation, { description: string; writes: boolean; properties: Record<string, unknown>; required: string[] }>
> = {
  list_files: {
    description: 'Lists files and directories in a given path. Returns a list of objects with path and type.',
    writes: false,
    properties: {
      dirPath: { type: 'string', default: '', description: 'Directory path relative to root.' },
      recursive: { type: 'boolean', default: false, description: 'Whether to list files recursively.' },
    },
    required: [],
  },
  read_file: { description: 'Reads the contents of a file', writes: false, properties: { filePath: FILE_PATH }, required: ['filePath'] },
  write_file: {
    description: 'Writes content to a file, overwriting it if it exists.',
    writes: true,
    properties: { filePath: FILE_PATH, content: { type: 'string', description: 'Content to write to the file.' } },
    required: ['filePath', 'content'],
  },
  search_and_replace: {
    description: 'Replaces text in a file using search and replace blocks.',
    writes: true,
    properties: {
      filePath: FILE_PATH,
      edits: {
        type: 'array',
        items: {
          type: 'string',
          description:
            'A search and replace block string in the format:\n<<<<<<< SEARCH\n[search content]\n=======\n[replace content]\n>>>>>>> REPLACE',
        },
      },
    },
    required: ['filePath', 'edits'],
  },
};
