import type { ModuleFacts, StepFact } from './module-facts.ts';
import { toStepKey } from './step-keys.ts';

/** A module of the app, as far as the keys of its steps are concerned. */
export interface SteppingModule {
  readonly path: string;
  readonly moduleName: string;
  readonly facts: Pick<ModuleFacts, 'steps'>;
}

/**
 * For each module the keys of its own steps that belong to another module, with the place there. A key belongs to a flow, else to the
 * first module by name: one that is added later does not change the keys of the others, unless its name comes before theirs.
 */
export function findTakenSteps(modules: readonly SteppingModule[]): Map<string, Record<string, string>> {
  const owners = new Map<string, SteppingModule & { readonly step: StepFact }>();
  const all = [...modules]
    .sort((first, second) => (first.moduleName < second.moduleName ? -1 : 1))
    .flatMap((module) => module.facts.steps.map((step) => ({ ...module, step, key: toStepKey(step, module.moduleName) })));
  for (const entry of [...all.filter(({ step }) => step.isOfFlow), ...all]) {
    if (!owners.has(entry.key)) owners.set(entry.key, entry);
  }
  const taken = new Map<string, Record<string, string>>();
  for (const { path, key, step } of all) {
    const owner = owners.get(key);
    if (owner === undefined || owner.path === path || step.isOfFlow) continue;
    taken.set(path, { ...taken.get(path), [key]: `${owner.path}:${owner.step.line}` });
  }
  return taken;
}
