import { APICallError } from '@ai-sdk/provider';

/** What a vendor's package throws for an answer that is an error. */
export function httpError(statusCode: number, body: unknown, responseHeaders: Readonly<Record<string, string>> = {}): APICallError {
  const responseBody = typeof body === 'string' ? body : JSON.stringify(body);
  const values = { url: 'https://vendor.test/v1', requestBodyValues: {} };
  return new APICallError({ message: 'status text', statusCode, responseBody, responseHeaders: { ...responseHeaders }, ...values });
}
