import path from 'node:path';
import type { AppPrograms } from './split-app.ts';

/** `file:line`, from the working directory, of a step by its key; else of the flow. Undefined for what the split does not know. */
export function placeOfStep({ modules, flows }: AppPrograms, key: string | undefined, flow: string): string | undefined {
  for (const [file, { steps }] of modules) {
    const step = steps.find((candidate) => candidate.key === key);
    if (step !== undefined) return `${path.relative(process.cwd(), file)}:${step.line}`;
  }
  const found = flows.find(({ name }) => name === flow);
  return found && `${path.relative(process.cwd(), found.file)}:${found.line}`;
}
