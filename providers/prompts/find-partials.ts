/** The partials that a template leads to, through other partials too; all of them where a name is only known at run time. */
export function findPartials(
  template: string,
  { partials, parse }: { partials: ReadonlyMap<string, string>; parse: (template: string) => unknown },
): Readonly<Record<string, string>> {
  const found = new Map<string, string>();
  const pending = [template];
  for (const source of pending) {
    const { names, dynamic } = readNames(parse(source));
    for (const name of dynamic ? partials.keys() : names) {
      const partial = partials.get(name);
      if (partial === undefined || found.has(name)) continue;
      found.set(name, partial);
      pending.push(partial);
    }
  }
  return Object.fromEntries(found);
}

interface PartialNode {
  readonly type?: unknown;
  readonly name?: { readonly type?: unknown; readonly original?: unknown };
}

/** Walks Handlebars' syntax tree: `{{> name}}` and `{{#> name}}`. */
function readNames(root: unknown): { names: Set<string>; dynamic: boolean } {
  const names = new Set<string>();
  let dynamic = false;
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { type, name } = value as PartialNode;
    if (type === 'PartialStatement' || type === 'PartialBlockStatement') {
      if (name?.type === 'SubExpression') dynamic = true;
      else names.add(String(name?.original));
    }
    Object.values(value).forEach(visit);
  };
  visit(root);
  return { names, dynamic };
}
