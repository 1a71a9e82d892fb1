import { argumentPaths, stepBodyOf } from './find-sites.ts';
import type { GeneratedNames } from './generated-names.ts';
import type { Insertion } from './source-map.ts';
import type { SplitPlan } from './split-plan.ts';
import { createWriteCollector, type StepWrites } from './step-writes.ts';
import { endOf, isWithin, startOf } from './syntax.ts';

/**
 * What the Node program has around the functions of steps that may run in a journaled flow and change what is around them:
 * ```ts
 * ai.run('add', journaledStep(async () => { … }, { changed: () => ({ seen, total }), write: (written) => { ({ total } = written); } }))
 * ```
 * Steps of sandboxed flows have none: there the hoisted function runs.
 */
export function findJournaledSteps(plan: SplitPlan, names: GeneratedNames): Insertion[] {
  const { analysis, flows } = plan;
  const sandboxed = flows.filter(({ flow }) => flow.mode === 'workflow').flatMap(({ body }) => body?.node ?? []);
  const collectWrites = createWriteCollector(analysis);
  return analysis.found.sites.flatMap((site) => {
    const isStep = site.rule.role === 'step' || site.rule.role === 'dynamicTool';
    const body = isStep ? stepBodyOf(site) : undefined;
    if (body === undefined || !analysis.stepBodies.has(body.node)) return [];
    if (argumentPaths(site.call).length < 2 || sandboxed.some((flow) => isWithin(site.call.node, flow))) return [];
    const writes = collectWrites(site, body);
    if (writes.changed.length + writes.passed.length === 0) return [];
    return [
      { offset: startOf(body.node), text: `${names.journaledStep}(` },
      { offset: endOf(body.node), text: `, ${toObject(writes, names)})` },
    ];
  });
}

function toObject({ changed, assigned, passed }: StepWrites, { written }: GeneratedNames): string {
  const members = [
    ...(changed.length > 0 ? [`changed: () => (${toMembers(changed)})`] : []),
    ...(passed.length > 0 ? [`passed: () => (${toMembers(passed)})`] : []),
    ...(assigned.length > 0 ? [`write: (${written}) => { (${toMembers(assigned)} = ${written}); }`] : []),
  ];
  return `{ ${members.join(', ')} }`;
}

/** `{ total, 'this.count': this.count }`: an object, and a pattern that assigns. */
function toMembers(names: readonly string[]): string {
  return `{ ${names.map((name) => (name.startsWith('this.') ? `'${name}': ${name}` : name)).join(', ')} }`;
}
