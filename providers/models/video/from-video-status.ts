import type {
  Experimental_VideoModelV4OperationStatusResult as VideoStatus,
  Experimental_VideoModelV4VideoData as VideoData,
} from '@ai-sdk/provider';
import type { ModelOperation } from '../../../engine/operations/background-model.ts';
import type { GenerateResponseData } from '../../../schemas/generate-response.ts';
import type { Part } from '../../../schemas/part.ts';
import { toPending } from '../background/to-pending.ts';
import { toVendorError, type AnswerOrigin } from '../background/to-vendor-error.ts';

/** How a job stands, as its vendor's package says it. A failure for what is in the request is an answer that is `blocked`. */
export function fromVideoStatus(id: string, status: VideoStatus, origin: AnswerOrigin): ModelOperation {
  switch (status.status) {
    case 'pending':
      return toPending(id, status.response.headers ?? {});
    case 'error': {
      const error = toVendorError({ message: status.error }, origin);
      if (error['class'] !== 'content_filter') return { id, done: true, error };
      const output: GenerateResponseData = {
        message: { role: 'model', content: [] },
        finishReason: 'blocked',
        finishMessage: error.message,
        ...toCustom(status),
      };
      return { id, done: true, output };
    }
    case 'completed': {
      const content = status.videos.flatMap((video) => toPart(video, origin.secrets) ?? []);
      const output: GenerateResponseData = {
        message: { role: 'model', content },
        finishReason: content.length > 0 ? 'stop' : 'other',
        usage: { outputVideos: content.length },
        ...toCustom(status),
      };
      return { id, done: true, output };
    }
  }
}

function toPart(video: VideoData, secrets: readonly string[]): Part | undefined {
  const { mediaType: contentType } = video;
  switch (video.type) {
    case 'url':
      return { media: { url: withoutSecrets(video.url, secrets), contentType } };
    case 'base64':
      return { media: { url: `data:${contentType};base64,${video.data}`, contentType } };
    case 'binary':
      return { media: { url: `data:${contentType};base64,${Buffer.from(video.data).toString('base64')}`, contentType } };
    case 'uploaded':
      // it went to a place that the request named; there is nothing to fetch
      return undefined;
  }
}

/** Google's package puts the key into the address. Operations are stored and shown, so it is taken out again. */
function withoutSecrets(address: string, secrets: readonly string[]): string {
  if (!URL.canParse(address) || !secrets.some((secret) => secret !== '' && address.includes(secret))) return address;
  const url = new URL(address);
  for (const [name, value] of [...url.searchParams]) if (secrets.includes(value)) url.searchParams.delete(name);
  return url.href;
}

function toCustom({ providerMetadata = {}, ...status }: VideoStatus): Pick<GenerateResponseData, 'custom'> {
  const warnings = 'warnings' in status && status.warnings !== undefined ? status.warnings : [];
  const custom = {
    ...(warnings.length > 0 && { warnings }),
    ...(Object.keys(providerMetadata).length > 0 && { providerMetadata }),
  };
  return Object.keys(custom).length > 0 ? { custom } : {};
}
