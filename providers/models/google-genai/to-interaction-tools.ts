import type { ToolDefinition } from '../../../schemas/generate-request.ts';
import type { VendorBody } from '../create-body-fetch.ts';
import { asArray, asRecord } from './to-gemini-body.ts';
import { toSnakeCase } from './to-snake-case.ts';

/** The vendor's own tools that a setting turns on, by the setting. */
const SWITCHES: Readonly<Record<string, string>> = {
  googleSearch: 'google_search',
  urlContext: 'url_context',
  codeExecution: 'code_execution',
  fileSearch: 'file_search',
};

/** The tools of an interaction: the app's as functions, and the vendor's that the config asks for, in Genkit's order. */
export function toInteractionTools(tools: readonly ToolDefinition[], config: VendorBody): VendorBody[] {
  const functions = tools.map(({ name, description, inputSchema }) => ({
    type: 'function',
    name,
    description,
    ...(inputSchema && { parameters: withoutDialect(inputSchema) }),
  }));
  const switched = Object.entries(SWITCHES).flatMap(([setting, type]) => {
    const value = config[setting];
    return value === undefined || value === null || value === false ? [] : [{ type, ...toSnakeCase(asRecord(value)) }];
  });
  const servers = asArray(config['mcpServers']).map((server) => toServer(asRecord(server)));
  return [...functions, ...switched, ...servers];
}

/** JSON Schema's own address is no keyword that the vendor knows. */
export function withoutDialect({ $schema: _schema, ...schema }: VendorBody): VendorBody {
  return schema;
}

function toServer({ allowedTools, ...server }: VendorBody): VendorBody {
  const allowed = asArray(allowedTools);
  const named = allowed.every((tool) => typeof tool === 'string') ? [{ tools: allowed }] : allowed;
  return { type: 'mcp_server', ...server, ...(allowed.length > 0 && { allowed_tools: named }) };
}
