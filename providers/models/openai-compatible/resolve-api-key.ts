import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { OpenAICompatibleOptions } from './openai-compatible-options.ts';

/** The key for one request, or none where the server needs none. Throws FAILED_PRECONDITION where a variable should have it and does not. */
export async function resolveApiKey(
  options: Pick<OpenAICompatibleOptions, 'apiKey' | 'apiKeyEnvironment' | 'baseURL'>,
): Promise<string | undefined> {
  const { apiKey, baseURL } = options;
  const given = typeof apiKey === 'function' ? await apiKey() : apiKey;
  if (given !== undefined && given !== '') return given;
  const variable = options.apiKeyEnvironment ?? (isOpenAI(baseURL) ? 'OPENAI_API_KEY' : undefined);
  const value = variable === undefined ? undefined : process.env[variable];
  if (variable === undefined || (value !== undefined && value !== '')) return value;
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `There is no key for ${new URL(baseURL).host}. Set the environment variable ${variable} where the worker runs, or give apiKey.`,
  });
}

/** True for OpenAI's own API, in any of its regions. */
export function isOpenAI(baseURL: string): boolean {
  const { hostname } = new URL(baseURL);
  return hostname === 'api.openai.com' || hostname.endsWith('.api.openai.com');
}
