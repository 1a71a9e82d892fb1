import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { GenerateRequest } from '../../../schemas/generate-request.ts';
import type { MediaPart, Part } from '../../../schemas/part.ts';
import type { VendorBody } from '../create-body-fetch.ts';
import { toCallSettings } from '../language-model/call-settings.ts';
import { readMediaFile } from '../video/read-media-file.ts';

/** A request for a Veo model, and the model's id where the config names another one. */
export interface VeoCall {
  readonly version: string | undefined;
  readonly body: VendorBody;
}

/**
 * The body of `:predictLongRunning`: the texts of the system's and the last message are the prompt; the last message's media are the first
 * frame, by `metadata.type` the `lastFrame` or one of the `referenceImages`, or a video of Veo's own that is to be extended. The config's
 * settings are the parameters, as they stand. Source: Genkit `google-genai/src/googleai/veo.ts`. Throws INVALID_ARGUMENT for media that Veo cannot take.
 */
export function toVeoBody({ messages, config = {} }: GenerateRequest): VeoCall {
  const { version } = toCallSettings(config);
  const last = messages.filter(({ role }) => role !== 'system').at(-1)?.content ?? [];
  const spoken = [...messages.filter(({ role }) => role === 'system').flatMap(({ content }) => content), ...last];
  const prompt = spoken.flatMap((part) => ('text' in part ? [part.text] : [])).join('');
  const media = last.filter((part) => isMedia(part)).map((part) => toVeoMedia(part));
  const find = (place: VeoPlace): VendorBody[] => media.filter((item) => item.place === place).map(({ value }) => value);
  const [image] = find('image');
  const [lastFrame] = find('lastFrame');
  const [video] = find('video');
  const referenceImages = find('referenceImages');
  const { version: _version, ...settings } = config;
  const parameters = Object.entries(settings).filter(([, value]) => value !== undefined && value !== null);
  return {
    version,
    body: {
      instances: [
        {
          prompt,
          ...(image && { image }),
          ...(lastFrame && { lastFrame }),
          ...(video && { video }),
          ...(referenceImages.length > 0 && { referenceImages }),
        },
      ],
      parameters: Object.fromEntries(parameters),
    },
  };
}

type VeoPlace = 'image' | 'lastFrame' | 'referenceImages' | 'video';

function isMedia(part: Part): part is MediaPart {
  return 'media' in part;
}

function toVeoMedia({ media, metadata = {} }: MediaPart): { place: VeoPlace; value: VendorBody } {
  const file = readMediaFile(media);
  if (file.mediaType.startsWith('video/')) {
    if (file.base64 === undefined) return { place: 'video', value: { uri: media.url } };
    throw refuse('A video must be one that Veo made: give the URL of its answer.');
  }
  const image =
    file.base64 === undefined
      ? { gcsUri: toCloudUri(media.url), mimeType: file.mediaType }
      : { bytesBase64Encoded: file.base64, mimeType: file.mediaType };
  const { type, referenceType = 'asset' } = metadata;
  if (type === 'referenceImages') return { place: 'referenceImages', value: { image, referenceType } };
  return { place: type === 'lastFrame' ? 'lastFrame' : 'image', value: image };
}

function toCloudUri(url: string): string {
  if (url.startsWith('gs://')) return url;
  throw refuse(
    `Veo takes images as data URIs or gs:// addresses, not as '${url.slice(0, 60)}'. The downloadRequestMedia middleware makes data URIs.`,
  );
}

function refuse(message: string): DurakitError {
  return new DurakitError({ status: 'INVALID_ARGUMENT', message });
}
