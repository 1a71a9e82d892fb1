/** A place where the code breaks a rule of the architecture. */
export interface Violation {
  readonly rule: string;
  readonly path: string;
  readonly message: string;
}

/** One line for a report: where, which rule, what. */
export function toReportLine({ rule, path, message }: Violation): string {
  return `${path}: ${message} [${rule}]`;
}
