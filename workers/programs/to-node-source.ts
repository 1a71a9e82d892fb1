import { parseModule } from '../split/parse-module.ts';
import type { SplitProgram, SplitResult } from '../split/split-result.ts';
import { guardWaits } from './guard-waits.ts';
import { mainFlags } from './main-flags.ts';
import { applyEdits } from './text-edits.ts';

/** What a module is loaded for. */
export interface NodeSourceOptions {
  /** It was started as a program. */
  readonly isMain: boolean;
  /** It does not start runs at its top level. */
  readonly holdsBack: boolean;
}

/** The Node program of a module as it is loaded: TypeScript still, with its source map inside. */
export function toNodeSource(result: SplitResult, file: string, options: NodeSourceOptions): string {
  const { code, map } = prepare(result, file, options);
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
}

function prepare({ nodeProgram, workflowProgram }: SplitResult, file: string, { isMain, holdsBack }: NodeSourceOptions): SplitProgram {
  const { code } = nodeProgram;
  const asksForMain = /\bimport\s*\.\s*meta\b/.test(code);
  const mayWait = holdsBack && /\bawait\b/.test(code);
  if (!asksForMain && !mayWait) return nodeProgram;
  const parsed = parseModule(code, file);
  const guards = mayWait ? guardWaits(parsed, { code, path: file }, workflowProgram) : [];
  return applyEdits(nodeProgram, [...guards, ...(asksForMain ? mainFlags(parsed, isMain) : [])]);
}
