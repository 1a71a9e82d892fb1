import type { ModuleAnalysis } from './module-analysis.ts';
import type { Diagnostic } from './split-result.ts';
import { siteName } from './step-keys.ts';

/** Two flows of one name: the second would take the place of the first, and running ones could not be replayed. */
export function findDoubleDefinitions({ found, diagnostic }: ModuleAnalysis): Diagnostic[] {
  const lines = new Map<string, number>();
  return found.sites.flatMap((site) => {
    const name = site.rule.role === 'flow' ? siteName(site) : undefined;
    if (name === undefined || name.includes('*')) return [];
    const first = lines.get(name);
    lines.set(name, first ?? site.call.node.loc?.start.line ?? 1);
    return first === undefined ? [] : [diagnostic('DK1004', site.call.node, `The flow \`${name}\` is already defined in line ${first}.`)];
  });
}
