/**
 * What models take and give: schemas, types, references. Genkit's `genkit/model`.
 * @module
 */
export { getBasicUsageStats } from './engine/models/basic-usage-stats.ts';
export { modelRef, type ConfigurableModelReference, type ModelReferenceOptions } from './engine/model-reference.ts';
export { simulateConstrainedGeneration } from './engine/middleware/model/simulate-constrained-generation.ts';
export { GenerateActionOptionsSchema, type GenerateActionOptions } from './schemas/generate-action-options.ts';
export {
  GenerateRequestSchema,
  GenerateRequestSchema as ModelRequestSchema,
  ModelConfigSchema as GenerationCommonConfigSchema,
  ToolDefinitionSchema,
  type GenerateRequest,
  type GenerateRequest as ModelRequest,
  type ToolDefinition,
} from './schemas/generate-request.ts';
export {
  FinishReasonSchema,
  GenerateResponseChunkSchema,
  GenerateResponseSchema,
  GenerateResponseSchema as ModelResponseSchema,
  GenerationUsageSchema,
  type FinishReason,
  type GenerateResponseChunkData,
  type GenerateResponseChunkData as ModelResponseChunkData,
  type GenerateResponseData,
  type GenerateResponseData as ModelResponseData,
  type GenerationUsage,
} from './schemas/generate-response.ts';
export { MessageSchema, RoleSchema, type MessageData, type Role } from './schemas/message.ts';
export { ModelInfoSchema, type ModelInfo } from './schemas/model-info.ts';
export {
  CustomPartSchema,
  DataPartSchema,
  MediaPartSchema,
  PartSchema,
  TextPartSchema,
  ToolRequestPartSchema,
  ToolResponsePartSchema,
  type CustomPart,
  type DataPart,
  type MediaPart,
  type Part,
  type TextPart,
  type ToolRequestPart,
  type ToolResponsePart,
} from './schemas/part.ts';
export type { ModelAction, ModelArgument, ModelConfiguration as DefineModelOptions, ModelReference } from './engine/define-model.ts';
export type { ModelMiddlewareArgument, ModelMiddlewareWithOptions, ModelMiddleware } from './engine/middleware/middleware.ts';
