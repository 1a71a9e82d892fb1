/** Codes of Node's sockets. */
const SOCKET_CODES: readonly string[] = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
];
/**
 * Classes of PostgreSQL's codes: connection exception, insufficient resources, operator intervention; and what is over as soon as
 * another transaction is. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const SERVER_CODES = /^(08|53|57P|40001$|40P01$)/;
/** What pg says without a code. */
const WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;

/** Whether the database did not answer, so that another try may go well. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errors } = error as { readonly code?: unknown; readonly errors?: unknown };
  if (typeof code === 'string' && (SOCKET_CODES.includes(code) || SERVER_CODES.test(code))) return true;
  if (Array.isArray(errors) && errors.some((inner) => isDatabaseAway(inner))) return true;
  return WORDS.test(error.message) || (error.cause !== undefined && isDatabaseAway(error.cause));
}
