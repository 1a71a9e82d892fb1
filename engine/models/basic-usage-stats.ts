import type { GenerationUsage } from '../../schemas/generate-response.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { Part } from '../../schemas/part.ts';

/** Counts that need no vendor: characters and media of what was asked and answered. Source: Genkit `ai/src/model.ts`. */
export function getBasicUsageStats(input: readonly MessageData[], response: MessageData): GenerationUsage {
  const asked = countParts(input.flatMap(({ content }) => content));
  const answered = countParts(response.content);
  return {
    inputCharacters: asked.characters,
    inputImages: asked.images,
    inputVideos: asked.videos,
    inputAudioFiles: asked.audio,
    outputCharacters: answered.characters,
    outputImages: answered.images,
    outputVideos: answered.videos,
    outputAudioFiles: answered.audio,
  };
}

function countParts(parts: readonly Part[]): Record<'characters' | 'images' | 'videos' | 'audio', number> {
  const isOf =
    (type: string) =>
    (part: Part): boolean =>
      'media' in part && (part.media.contentType?.startsWith(type) === true || part.media.url.startsWith(`data:${type}`));
  return {
    characters: parts.reduce((sum, part) => sum + ('text' in part ? part.text.length : 0), 0),
    images: parts.filter(isOf('image')).length,
    videos: parts.filter(isOf('video')).length,
    audio: parts.filter(isOf('audio')).length,
  };
}
