import { z } from 'zod';

/**
 * What a vendor's answer may hold and Genkit's parts have no form for, as `custom` parts: calls of tools that run at the vendor
 * (they must not look like tool requests, which the app would run), sources, files of the reasoning, approvals.
 */
export const VendorPartSchema = z.union([
  z.object({ providerToolCall: z.object({ toolCallId: z.string(), toolName: z.string(), input: z.unknown() }) }),
  z.object({
    providerToolResult: z.object({ toolCallId: z.string(), toolName: z.string(), result: z.json(), isError: z.boolean().optional() }),
  }),
  z.object({ reasoningFile: z.object({ url: z.string(), contentType: z.string() }) }),
  z.object({ vendorContent: z.object({ kind: z.templateLiteral([z.string(), '.', z.string()]) }) }),
  z.object({ source: z.looseObject({ id: z.string() }) }),
  z.object({ toolApprovalRequest: z.object({ approvalId: z.string(), toolCallId: z.string() }) }),
  z.object({ toolApprovalResponse: z.object({ approvalId: z.string(), approved: z.boolean(), reason: z.string().optional() }) }),
]);

export type VendorPart = z.infer<typeof VendorPartSchema>;
