import { AISDKError, APICallError, type Experimental_VideoModelV4 as VideoModel, type JSONValue } from '@ai-sdk/provider';
import type { ModelOperation, OperationArguments } from '../../../engine/operations/background-model.ts';
import type { BackgroundActionDefinition } from '../../../engine/operations/create-background-action.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import { toVendorError } from '../background/to-vendor-error.ts';
import { toModelError } from '../to-model-error.ts';
import { fromVideoStatus } from './from-video-status.ts';
import { toVideoCall } from './to-video-call.ts';
import { toVideoModelDefinition } from './to-video-model-definition.ts';
import type { VideoModelAdapter } from './video-model-adapter.ts';

/**
 * A video model of any vendor's package (`@ai-sdk/provider` V4) as a background model. One function is one request. A package whose model has only
 * `doGenerate`, which waits by itself for minutes, is refused with UNIMPLEMENTED.
 */
export function createVideoModel(adapter: VideoModelAdapter): BackgroundActionDefinition {
  const { name, modelId, connect, providerOptionsKey } = adapter;
  const ask = async <T>(id: string, { context, abortSignal }: OperationArguments, run: (found: Vendor) => Promise<T>): Promise<T> => {
    const { model, secrets = [] } = await connect(id, context);
    try {
      return await run({ model, secrets });
    } catch (error) {
      throw toModelError(error, { source: name, secrets, abortSignal });
    }
  };
  return {
    ...toVideoModelDefinition(adapter),
    start: async (request, surroundings) => {
      const { version = modelId, options } = toVideoCall(request, providerOptionsKey);
      return await ask(version, surroundings, async ({ model }) => {
        const { operation, warnings } = await requireStart(model, name)({ ...options, abortSignal: surroundings.abortSignal });
        const metadata = { vendorOperation: operation, ...(version !== modelId && { version }), ...(warnings.length > 0 && { warnings }) };
        return { id: toId(operation), done: false, metadata };
      });
    },
    check: async (operation, surroundings) => {
      const { version, vendorOperation = fromId(operation.id) } = operation.metadata ?? {};
      return await ask(typeof version === 'string' ? version : modelId, surroundings, async ({ model, secrets }) => {
        const { abortSignal } = surroundings;
        const origin = { source: name, secrets };
        try {
          const status = await requireStatus(model, name)({ operation: vendorOperation as JSONValue, abortSignal });
          return keepMetadata(fromVideoStatus(operation.id, status, origin), operation);
        } catch (error) {
          if (!isVerdict(error)) throw error;
          return keepMetadata({ id: operation.id, done: true, error: toVendorError({ message: error.message }, origin) }, operation);
        }
      });
    },
  };
}

/** Packages throw for a job that ended without a video, as for one that cannot be asked about; asking again would not help. */
function isVerdict(error: unknown): error is AISDKError {
  return AISDKError.isInstance(error) && !APICallError.isInstance(error) && error.name.endsWith('VIDEO_GENERATION_ERROR');
}

interface Vendor {
  readonly model: VideoModel;
  readonly secrets: readonly string[];
}

/** The next check needs what the first answer said. */
function keepMetadata(checked: ModelOperation, { metadata: { retryAfterMs: _asked, ...known } = {} }: ModelOperation): ModelOperation {
  const metadata = { ...known, ...checked.metadata };
  return Object.keys(metadata).length > 0 ? { ...checked, metadata } : checked;
}

/** A package's operation is JSON of any form; Genkit's id is a text. */
function toId(operation: JSONValue): string {
  return typeof operation === 'string' ? operation : JSON.stringify(operation);
}

function fromId(id: string): unknown {
  return /^[[{]/.test(id) ? JSON.parse(id) : id;
}

function requireStart(model: VideoModel, source: string): NonNullable<VideoModel['doStart']> {
  if (model.doStart !== undefined) return model.doStart.bind(model);
  throw toUnsupported(source);
}

function requireStatus(model: VideoModel, source: string): NonNullable<VideoModel['doStatus']> {
  if (model.doStatus !== undefined) return model.doStatus.bind(model);
  throw toUnsupported(source);
}

function toUnsupported(source: string): DurakitError {
  return new DurakitError({
    status: 'UNIMPLEMENTED',
    message: "The package of this model's vendor can only wait for a video within one call. Use a version with doStart and doStatus.",
    source,
  });
}
