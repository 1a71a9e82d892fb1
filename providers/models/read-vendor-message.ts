/** What a vendor says about an error. */
export interface VendorMessage {
  readonly message?: string | undefined;
  /** A word or number that programs can tell errors apart by (`rate_limit_exceeded`, `insufficient_quota`). */
  readonly code?: string | undefined;
  /** A wider word than the code (`invalid_request_error`). */
  readonly type?: string | undefined;
  /** The HTTP status, where the body has it: an answer that began well cannot say it in its head any more. */
  readonly status?: number | undefined;
  /** More words for programs: Google's reasons and the names of its quotas, Azure's inner code. */
  readonly reasons?: readonly string[];
  /** Google's `RetryInfo`, in milliseconds. */
  readonly retryDelayMs?: number | undefined;
}

const MAX_LENGTH = 1000;

/** True for a body that says that something failed, whatever the HTTP status was. */
export function isErrorBody(body: string | undefined): boolean {
  try {
    const parsed: unknown = JSON.parse(body ?? '');
    return isRecord(parsed) && (isRecord(parsed['error']) || typeof parsed['error'] === 'string');
  } catch {
    return false;
  }
}

/**
 * Finds the vendor's words in the body of an error, parsed or as text: `error.message`, `message`, `detail`, `error` as in the vendors'
 * APIs. Only these: a body may repeat the request, and FastAPI's lists of details do.
 */
export function readVendorMessage(body: unknown): VendorMessage {
  if (typeof body === 'string') return readText(body);
  if (!isRecord(body)) return {};
  const inner = isRecord(body['error']) ? body['error'] : body;
  const message = [inner['message'], inner['error'], inner['detail'], inner['msg']]
    .map((value) => toText(value))
    .find((text) => text !== '');
  return {
    message: withUpstream(message, inner['metadata'])?.slice(0, MAX_LENGTH),
    code: toWord(inner['code']) ?? toWord(inner['status']),
    type: toWord(inner['type']),
    status: [inner['status'], inner['status_code'], inner['code']].map((value) => toStatus(value)).find((status) => status !== undefined),
    ...readDetails(inner),
  };
}

/** What stands in lists and objects below the message, where vendors keep what decides. */
function readDetails(inner: Readonly<Record<string, unknown>>): Pick<VendorMessage, 'reasons' | 'retryDelayMs'> {
  const details = (Array.isArray(inner['details']) ? inner['details'] : []).filter((detail) => isRecord(detail));
  const violations = details
    .flatMap(({ violations }) => (Array.isArray(violations) ? (violations as unknown[]) : []))
    .filter((item) => isRecord(item));
  const innerError = isRecord(inner['innererror']) ? inner['innererror'] : {};
  const found = [
    ...details.map(({ reason }) => reason),
    ...violations.map(({ quotaId }) => quotaId),
    innerError['code'],
    inner['error_type'],
  ];
  const reasons = found.flatMap((value) => toWord(value) ?? []);
  const delay = details.map(({ retryDelay }) => /^(\d+(?:\.\d+)?)s$/.exec(String(retryDelay))?.[1]).find((text) => text !== undefined);
  return { ...(reasons.length > 0 && { reasons }), ...(delay !== undefined && { retryDelayMs: Math.round(Number(delay) * 1000) }) };
}

function readText(text: string): VendorMessage {
  const trimmed = text.trim();
  // gateways answer with pages of HTML, which say nothing
  if (trimmed === '' || trimmed.startsWith('<')) return {};
  try {
    const parsed: unknown = JSON.parse(trimmed);
    return typeof parsed === 'string'
      ? { message: parsed.slice(0, MAX_LENGTH) }
      : readVendorMessage(Array.isArray(parsed) ? parsed[0] : parsed);
  } catch {
    return { message: trimmed.slice(0, 200) };
  }
}

/** OpenRouter says "Provider returned error" and has the provider's own body beside it. */
function withUpstream(message: string | undefined, metadata: unknown): string | undefined {
  const raw = isRecord(metadata) ? metadata['raw'] : undefined;
  const upstream = typeof raw === 'string' ? readText(raw).message : undefined;
  return upstream === undefined ? message : [message, upstream].filter((text) => text !== undefined).join(': ');
}

/** A text, or a list of FastAPI's details (`{ loc, msg, input }`) without the inputs. */
function toText(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (!Array.isArray(value)) return isRecord(value) ? toText(value['message']) : '';
  return value
    .filter((item) => isRecord(item))
    .map((item) => [Array.isArray(item['loc']) ? item['loc'].join('.') : '', toText(item['msg'])].filter((text) => text !== '').join(': '))
    .join('; ');
}

function toWord(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value.slice(0, 100) : undefined;
}

function toStatus(value: unknown): number | undefined {
  return /^[45]\d\d$/.test(String(value)) ? Number(value) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
