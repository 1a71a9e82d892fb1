import type {
  Experimental_VideoModelV4CallOptions as VideoCallOptions,
  Experimental_VideoModelV4File as VideoFile,
  Experimental_VideoModelV4FrameType as FrameType,
} from '@ai-sdk/provider';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { GenerateRequest } from '../../../schemas/generate-request.ts';
import type { MediaPart, Metadata } from '../../../schemas/part.ts';
import { mergeNamespaces } from '../language-model/provider-metadata.ts';
import { toCallSettings } from '../language-model/call-settings.ts';
import { readMediaFile } from './read-media-file.ts';

/** A request for a video, as the vendors' packages take it, and the model's id where the config names another one. */
export interface VideoCall {
  readonly version: string | undefined;
  readonly options: VideoCallOptions;
}

/** Genkit's words for sizes. Packages take numbers. */
const RESOLUTIONS: Readonly<Record<string, `${number}x${number}`>> = { '720p': '1280x720', '1080p': '1920x1080', '4k': '3840x2160' };

/** Settings with a field of their own; what else a config holds is the vendor's. */
const FIELDS: ReadonlySet<string> = new Set([
  'version',
  'n',
  'aspectRatio',
  'resolution',
  'durationSeconds',
  'fps',
  'seed',
  'generateAudio',
  'providerOptions',
]);

/** The media of a request, by what they are for. */
interface VideoMedia {
  readonly image?: VideoFile;
  readonly frameImages: { readonly image: VideoFile; readonly frameType: FrameType }[];
  readonly inputReferences: VideoFile[];
}

/**
 * The texts of the system's and the last message are the prompt. The last message's media are the image to start from, or by `metadata.type` the
 * `firstFrame`, the `lastFrame` or one of the `referenceImages`. Throws INVALID_ARGUMENT for settings of the wrong type.
 */
export function toVideoCall({ messages, config = {} }: GenerateRequest, providerOptionsKey: string): VideoCall {
  const { version, providerOptions } = toCallSettings(config);
  const last = messages.filter(({ role }) => role !== 'system').at(-1)?.content ?? [];
  const spoken = [...messages.filter(({ role }) => role === 'system').flatMap(({ content }) => content), ...last];
  const prompt = spoken.flatMap((part) => ('text' in part ? [part.text] : [])).join('');
  const own = Object.entries(config).filter(([name, value]) => !FIELDS.has(name) && value !== undefined && value !== null);
  const { image, frameImages, inputReferences } = sortMedia(last.filter((part) => 'media' in part));
  const resolution = readText(config, 'resolution');
  return {
    version,
    options: {
      prompt: prompt === '' ? undefined : prompt,
      n: readNumber(config, 'n') ?? 1,
      // the package or the vendor says what it does not take
      aspectRatio: readText(config, 'aspectRatio') as VideoCallOptions['aspectRatio'],
      resolution: resolution === undefined ? undefined : (RESOLUTIONS[resolution] ?? (resolution as `${number}x${number}`)),
      duration: readNumber(config, 'durationSeconds'),
      fps: readNumber(config, 'fps'),
      seed: readNumber(config, 'seed'),
      image,
      frameImages: frameImages.length > 0 ? frameImages : undefined,
      inputReferences: inputReferences.length > 0 ? inputReferences : undefined,
      generateAudio: typeof config['generateAudio'] === 'boolean' ? config['generateAudio'] : undefined,
      providerOptions:
        mergeNamespaces([own.length > 0 ? { [providerOptionsKey]: Object.fromEntries(own) } : undefined, providerOptions]) ?? {},
    },
  };
}

function sortMedia(parts: readonly MediaPart[]): VideoMedia {
  const files = parts.map(({ media, metadata }) => ({ file: toFile({ media, metadata }), type: metadata?.['type'] }));
  const frames = files.flatMap(({ file, type }) => {
    const frameType: FrameType | undefined = type === 'firstFrame' ? 'first_frame' : type === 'lastFrame' ? 'last_frame' : undefined;
    return frameType === undefined ? [] : [{ image: file, frameType }];
  });
  const plain = files.find(({ type }) => !['firstFrame', 'lastFrame', 'referenceImages'].includes(String(type)))?.file;
  return {
    ...(plain !== undefined && { image: plain }),
    frameImages: frames,
    inputReferences: files.filter(({ type }) => type === 'referenceImages').map(({ file }) => file),
  };
}

function toFile({ media, metadata }: { media: MediaPart['media']; metadata: Metadata | undefined }): VideoFile {
  const { mediaType, base64 } = readMediaFile(media);
  const providerOptions = mergeNamespaces([metadata?.['providerOptions']]);
  const options = providerOptions === undefined ? {} : { providerOptions };
  return base64 === undefined
    ? { type: 'url', url: media.url, mediaType, ...options }
    : { type: 'file', data: base64, mediaType, ...options };
}

function readNumber(config: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = config[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `The model's config is not valid. ${name}: a number is expected.` });
}

function readText(config: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = config[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `The model's config is not valid. ${name}: a text is expected.` });
}
