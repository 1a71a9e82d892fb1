import type { OperationArguments } from '../../../engine/operations/background-model.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import { toModelError } from '../to-model-error.ts';
import { toGoogleHeaders } from './connect-google-api.ts';
import { toGoogleAddress } from './connect-google.ts';
import { GOOGLE_AI, type GoogleAIOptions } from './google-ai-options.ts';

const MOST_REDIRECTS = 5;

/** Where Google keeps files; the key goes to none of them but the API itself. */
const GOOGLE_HOST = /(^|\.)(googleapis\.com|googleusercontent\.com|google\.com)$/;

/**
 * Fetches a file that Google made (`/v1beta/files/…:download`). The key is in a header, for the API's own origin only, and redirects are followed
 * by hand for that. Throws PERMISSION_DENIED for an address that is not Google's. A refusal (403, 404: the file has expired) is returned as it is.
 */
export async function downloadFromGoogle(options: GoogleAIOptions, first: string, call: OperationArguments): Promise<Response> {
  const { fetch = globalThis.fetch } = options;
  const { headers, secrets } = toGoogleHeaders(options, call.context);
  const origin = new URL(toGoogleAddress(options)).origin;
  let url = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const isOwn = checkAddress(url, origin);
    const response = await fetch(url, { headers: isOwn ? { ...headers } : {}, redirect: 'manual', signal: call.abortSignal }).catch(
      (error: unknown) => {
        throw toModelError(error, { source: GOOGLE_AI, secrets, abortSignal: call.abortSignal });
      },
    );
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    url = new URL(location, url).href;
  }
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `The file is behind more than ${MOST_REDIRECTS} redirects.`,
    source: GOOGLE_AI,
  });
}

/** True for the API's own origin. */
function checkAddress(text: string, origin: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.origin === origin) return true;
  if (url?.protocol === 'https:' && GOOGLE_HOST.test(url.hostname)) return false;
  throw new DurakitError({
    status: 'PERMISSION_DENIED',
    message: `'${url?.host ?? text.slice(0, 40)}' is no address of Google: nothing is fetched from there with the vendor's key at hand.`,
    source: GOOGLE_AI,
  });
}
