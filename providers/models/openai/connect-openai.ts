import { createOpenAI, type OpenAIProvider } from '@ai-sdk/openai';
import type { ActionContext } from '../../../schemas/action-context.ts';
import { createBodyFetch } from '../create-body-fetch.ts';
import { findSecretValues } from '../find-secret-values.ts';
import { resolveVendorKey } from '../resolve-vendor-key.ts';
import type { OpenAIOptions } from './openai-options.ts';

/** What belongs to one call. */
export interface OpenAICall {
  readonly context: ActionContext;
  /** Put into the body as it is. */
  readonly extraBody?: Readonly<Record<string, unknown>>;
}

/** The vendor's package for one call: the key lives as long as that, in no action and no registry. */
export function connectOpenAI(
  options: OpenAIOptions,
  { context, extraBody = {} }: OpenAICall,
): { provider: OpenAIProvider; secrets: string[] } {
  const { baseURL, defaultHeaders = {}, fetch = globalThis.fetch } = options;
  const apiKey = resolveVendorKey({ vendor: 'OpenAI', apiKey: options.apiKey, variables: ['OPENAI_API_KEY'], context });
  const organization = options.organization ?? process.env['OPENAI_ORG_ID'];
  const project = options.project ?? process.env['OPENAI_PROJECT_ID'];
  const provider = createOpenAI({
    apiKey,
    headers: { ...defaultHeaders },
    // the package drops settings that it does not know
    fetch: Object.keys(extraBody).length === 0 ? fetch : createBodyFetch((body) => ({ ...body, ...extraBody }), fetch),
    ...(baseURL !== undefined && { baseURL }),
    ...(organization !== undefined && { organization }),
    ...(project !== undefined && { project }),
  });
  return { provider, secrets: [apiKey, ...findSecretValues(defaultHeaders)] };
}
