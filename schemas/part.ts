import { z } from 'zod';

/** Any JSON object: what a provider keeps for itself (a thought signature, cache control) travels here unchanged. */
export const MetadataSchema = z.record(z.string(), z.unknown());

const metadata = MetadataSchema.optional();

export const TextPartSchema = z.object({ text: z.string(), metadata });
export const ReasoningPartSchema = z.object({ reasoning: z.string(), metadata });

/** `url` is http(s), a data URI or a vendor's own reference; `contentType` is a MIME type. */
export const MediaSchema = z.object({ url: z.string(), contentType: z.string().optional() });
export const MediaPartSchema = z.object({ media: MediaSchema, metadata });

/** `ref` tells two calls of one tool apart; `partial` marks a request that is still being streamed. */
export const ToolRequestSchema = z.object({
  name: z.string(),
  ref: z.string().optional(),
  input: z.unknown().optional(),
  partial: z.boolean().optional(),
});
export const ToolRequestPartSchema = z.object({ toolRequest: ToolRequestSchema, metadata });

/** `content` holds parts (multipart tools); they are checked where they are read, not here, to keep the schema flat. */
export const ToolResponseSchema = z.object({
  name: z.string(),
  ref: z.string().optional(),
  output: z.unknown().optional(),
  content: z.array(z.unknown()).optional(),
});
export const ToolResponsePartSchema = z.object({ toolResponse: ToolResponseSchema, metadata });

export const DataPartSchema = z.object({ data: z.unknown(), metadata });
export const CustomPartSchema = z.object({ custom: z.record(z.string(), z.unknown()), metadata });
export const ResourcePartSchema = z.object({ resource: z.object({ uri: z.string() }), metadata });

/**
 * One piece of a message. Source: Genkit `ai/src/parts.ts`.
 * The order matters: `data` accepts any object that has the key, so it is tried last.
 */
export const PartSchema = z.union([
  TextPartSchema,
  ReasoningPartSchema,
  MediaPartSchema,
  ToolRequestPartSchema,
  ToolResponsePartSchema,
  ResourcePartSchema,
  CustomPartSchema,
  DataPartSchema,
]);

export type Metadata = z.infer<typeof MetadataSchema>;
export type TextPart = z.infer<typeof TextPartSchema>;
export type ReasoningPart = z.infer<typeof ReasoningPartSchema>;
export type Media = z.infer<typeof MediaSchema>;
export type MediaPart = z.infer<typeof MediaPartSchema>;
export type ToolRequest = z.infer<typeof ToolRequestSchema>;
export type ToolRequestPart = z.infer<typeof ToolRequestPartSchema>;
export type ToolResponse = z.infer<typeof ToolResponseSchema>;
export type ToolResponsePart = z.infer<typeof ToolResponsePartSchema>;
export type DataPart = z.infer<typeof DataPartSchema>;
export type CustomPart = z.infer<typeof CustomPartSchema>;
export type ResourcePart = z.infer<typeof ResourcePartSchema>;
export type Part = z.infer<typeof PartSchema>;
