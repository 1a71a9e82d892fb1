import { createGoogle, type GoogleProvider } from '@ai-sdk/google';
import type { ActionContext } from '../../../schemas/action-context.ts';
import { createBodyFetch, type VendorBody } from '../create-body-fetch.ts';
import { findSecretValues } from '../find-secret-values.ts';
import { resolveVendorKey } from '../resolve-vendor-key.ts';
import type { GoogleAIOptions } from './google-ai-options.ts';

/** The variables that may have the key, in the order in which they are looked at. Source: Genkit. */
const KEY_VARIABLES: readonly string[] = ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'GOOGLE_GENAI_API_KEY'];

/** What one call needs of the vendor's package. */
export interface GoogleConnection {
  readonly provider: GoogleProvider;
  /** Texts that must not be in errors. */
  readonly secrets: readonly string[];
}

/** The vendor's package for one call: the key lives as long as that, in no action and no registry. `transform` has the last word on bodies. */
export function connectGoogle(
  { apiKey: given, baseUrl = 'https://generativelanguage.googleapis.com', apiVersion = 'v1beta', customHeaders = {} }: GoogleAIOptions,
  { context, transform }: { context: ActionContext; transform: (body: VendorBody) => VendorBody },
): GoogleConnection {
  const apiKey = resolveVendorKey({ vendor: 'Google AI', apiKey: given, variables: KEY_VARIABLES, context });
  const provider = createGoogle({
    baseURL: `${baseUrl.replace(/\/+$/, '')}/${apiVersion}`,
    apiKey,
    headers: { ...customHeaders },
    fetch: createBodyFetch(transform),
  });
  return { provider, secrets: [apiKey, ...findSecretValues(customHeaders)] };
}
