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
  options: GoogleAIOptions,
  { context, transform }: { context: ActionContext; transform: (body: VendorBody) => VendorBody },
): GoogleConnection {
  const { customHeaders = {} } = options;
  const apiKey = resolveGoogleKey(options, context);
  const provider = createGoogle({
    baseURL: toGoogleAddress(options),
    apiKey,
    headers: { ...customHeaders },
    fetch: createBodyFetch(transform, options.fetch),
  });
  return { provider, secrets: [apiKey, ...findSecretValues(customHeaders)] };
}

/** The key for one call. */
export function resolveGoogleKey({ apiKey }: GoogleAIOptions, context: ActionContext): string {
  return resolveVendorKey({ vendor: 'Google AI', apiKey, variables: KEY_VARIABLES, context });
}

/** The address of the API with its version, without a slash at the end. */
export function toGoogleAddress({
  baseUrl = 'https://generativelanguage.googleapis.com',
  apiVersion = 'v1beta',
}: Pick<GoogleAIOptions, 'baseUrl' | 'apiVersion'>): string {
  return `${baseUrl.replace(/\/+$/, '')}/${apiVersion}`;
}
