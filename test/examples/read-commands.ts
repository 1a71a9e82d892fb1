import { readFileSync } from 'node:fs';

/** The commands of an example's README, without the comments behind them. */
export function readCommands(example: string): string[] {
  const text = readFileSync(new URL(`../../examples/${example}/README.md`, import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block);
  return blocks.flatMap((block) => block.trim().split('\n')).map((line) => line.replace(/\s+#.*$/, ''));
}
