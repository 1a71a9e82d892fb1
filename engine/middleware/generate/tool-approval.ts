import { ToolInterruptError } from '../../tools/tool-interrupt-error.ts';
import { generateMiddleware, type GenerateMiddleware } from '../generate-middleware.ts';
import { createTypedSchema, type TypedSchema } from './typed-schema.ts';

/** Options of {@link toolApproval}. */
export interface ToolApprovalOptions {
  /** Names of the tools that run without being asked for. Default: none does. */
  readonly approved?: readonly string[];
}

/**
 * Interrupts before a tool that is not approved is run. To let the call through, restart it with `{ toolApproved: true }`; to refuse it,
 * respond to it.
 */
export const toolApproval: GenerateMiddleware<TypedSchema<ToolApprovalOptions>> = generateMiddleware(
  {
    name: 'toolApproval',
    description: 'Interrupts before a tool that is not in a list is run',
    configSchema: createTypedSchema<ToolApprovalOptions>({
      type: 'object',
      properties: { approved: { type: 'array', items: { type: 'string' }, description: 'List of approved tool names.' } },
      additionalProperties: true,
    }),
  },
  ({ config }) => ({
    tool: async (request, context, next) => {
      const { name } = request.toolRequest;
      const isApproved = config?.approved?.includes(name) === true || isApprovedByHand(context.resumed ?? request.metadata?.['resumed']);
      if (!isApproved) throw new ToolInterruptError({ message: `Tool not in approved list: ${name}` });
      return await next(request, context);
    },
  }),
);

function isApprovedByHand(resumed: unknown): boolean {
  return typeof resumed === 'object' && resumed !== null && 'toolApproved' in resumed && resumed.toolApproved === true;
}
