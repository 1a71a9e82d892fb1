import { toLimitStatement } from '../engine/payload-limit.ts';
import { appendStatement } from './append-statement.ts';

/** The sandbox's program with the most bytes of a value in it. */
export function withPayloadLimit(code: string, bytes: number): string {
  return appendStatement(code, toLimitStatement(bytes));
}
