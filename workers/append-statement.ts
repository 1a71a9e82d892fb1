const MARK = '//# sourceMappingURL=data:';

/** The sandbox's program with one more statement. Behind the last line of code: places in stacks stay what they were. */
export function appendStatement(code: string, statement: string): string {
  const end = code.lastIndexOf(MARK);
  const [program, sourceMap] = end < 0 ? [code, ''] : [code.slice(0, end), code.slice(end)];
  return `${program}\n;${statement}\n${sourceMap}`;
}
