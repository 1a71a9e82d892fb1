import type { ActionContext } from '../../../schemas/action-context.ts';
import { callVendorJson, type VendorJsonAnswer } from '../call-vendor.ts';
import type { VendorBody } from '../create-body-fetch.ts';
import { findSecretValues } from '../find-secret-values.ts';
import { toModelError } from '../to-model-error.ts';
import { resolveGoogleKey, toGoogleAddress } from './connect-google.ts';
import type { GoogleAIOptions } from './google-ai-options.ts';

/** The version of the interactions API that is spoken here. Source: Genkit `google-genai/src/googleai/client.ts`. */
const INTERACTIONS_REVISION = '2026-05-20';

/** One request to the Gemini API. */
export interface GoogleCall {
  readonly method: 'GET' | 'POST';
  /** Behind the version: `models/veo-3.1-generate-preview:predictLongRunning`. */
  readonly path: string;
  readonly body?: VendorBody;
}

/** Who calls, and what ends the call. */
export interface GoogleCaller {
  /** The model's full name, which errors begin with. */
  readonly source: string;
  readonly context: ActionContext;
  readonly abortSignal: AbortSignal;
}

/** The Gemini API for what the vendor's package has not. */
export interface GoogleApi {
  readonly source: string;
  /** Texts that must not be in errors. */
  readonly secrets: readonly string[];
  /** One request. Throws a `DurakitError`, see `toModelError`. */
  readonly call: (call: GoogleCall) => Promise<VendorJsonAnswer>;
}

/** The API for one call: the key lives as long as that, in no action and no registry. */
export function connectGoogleApi(options: GoogleAIOptions, { source, context, abortSignal }: GoogleCaller): GoogleApi {
  const { headers, secrets } = toGoogleHeaders(options, context);
  const address = toGoogleAddress(options);
  return {
    source,
    secrets,
    call: async ({ path, ...call }) => {
      const revision = path.startsWith('interactions') ? { 'api-revision': INTERACTIONS_REVISION } : {};
      try {
        const url = `${address}/${path}`;
        return await callVendorJson({ ...call, url, headers: { ...headers, ...revision }, abortSignal, fetch: options.fetch });
      } catch (error) {
        throw toModelError(error, { source, secrets, abortSignal });
      }
    },
  };
}

/** What each request to the Gemini API carries, and which of it is secret. */
export function toGoogleHeaders(
  options: GoogleAIOptions,
  context: ActionContext,
): { headers: Readonly<Record<string, string>>; secrets: readonly string[] } {
  const { customHeaders = {} } = options;
  const apiKey = resolveGoogleKey(options, context);
  return { headers: { 'x-goog-api-key': apiKey, ...customHeaders }, secrets: [apiKey, ...findSecretValues(customHeaders)] };
}
