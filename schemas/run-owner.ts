/** A run of Temporal. */
export interface OwningRun {
  readonly namespace: string;
  readonly workflowId: string;
  readonly runId: string;
}

/** With this begins the name of each run as an owner of pins in the message store. */
const PREFIX = 'run/';

/** What all owners of one namespace begin with. Namespaces have no slashes. */
export function toRunOwnerPrefix(namespace: string): string {
  return `${PREFIX}${namespace}/`;
}

/** The name of a run as an owner of pins: with its namespace, as a sweep can ask one namespace only whether a run is over. */
export function toRunOwner({ namespace, workflowId, runId }: OwningRun): string {
  return `${toRunOwnerPrefix(namespace)}${workflowId}/${runId}`;
}

/** The run of an owner; undefined for owners that are none. A workflow's id may have slashes. */
export function fromRunOwner(owner: string): OwningRun | undefined {
  if (!owner.startsWith(PREFIX)) return undefined;
  const rest = owner.slice(PREFIX.length);
  const [first, last] = [rest.indexOf('/'), rest.lastIndexOf('/')];
  if (first < 1 || last === first) return undefined;
  return { namespace: rest.slice(0, first), workflowId: rest.slice(first + 1, last), runId: rest.slice(last + 1) };
}
