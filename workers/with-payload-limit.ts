import { toLimitStatement } from '../engine/payload-limit.ts';

const MARK = '//# sourceMappingURL=data:';

/** The sandbox's program with the most bytes of a value in it. Behind the last line of code: places in stacks stay what they were. */
export function withPayloadLimit(code: string, bytes: number): string {
  const end = code.lastIndexOf(MARK);
  const [program, sourceMap] = end < 0 ? [code, ''] : [code.slice(0, end), code.slice(end)];
  return `${program}\n;${toLimitStatement(bytes)}\n${sourceMap}`;
}
