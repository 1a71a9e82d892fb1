import { toActionKey, type ActionKey } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { toReplyEvent, type InterruptReference, type InterruptReply, type PendingInterrupt } from '../../schemas/pending-interrupt.ts';
import type { Engine } from '../engine.ts';

/** The questions that one run waits to have answered. */
export interface PendingInterrupts {
  /** The returned function says that it waits no longer. */
  add(interrupt: PendingInterrupt): () => void;
  list(): PendingInterrupt[];
  /**
   * Holds a reply against what is asked. Throws NOT_FOUND where nothing of that name waits, INVALID_ARGUMENT where it does not fit
   * the tool's schema, where a ref is missing, or where the tool cannot be run again.
   */
  check(engine: Pick<Engine, 'schemas' | 'describe'>, reply: InterruptReply): void;
  /**
   * For a reply that was checked: the question counts as answered, and a second reply to it is NOT_FOUND. Schemas are not looked at again: a
   * replay after a deploy, which may have changed them, must take what was taken.
   */
  take(reply: InterruptReply): CheckedReply;
}

/** A reply that may be given to the flow: the event that it waits for, and what that carries. */
export interface CheckedReply {
  readonly event: string;
  readonly reply: InterruptReply;
}

/** None yet. */
export function createPendingInterrupts(): PendingInterrupts {
  const waiting = new Set<PendingInterrupt>();
  return {
    add: (interrupt) => {
      waiting.add(interrupt);
      return () => waiting.delete(interrupt);
    },
    list: () => [...waiting],
    check: (engine, reply) => checkReply(engine, find([...waiting], reply), reply),
    take: (reply) => {
      const interrupt = find([...waiting], reply);
      waiting.delete(interrupt);
      const { name, ref } = interrupt;
      return { event: toReplyEvent(interrupt), reply: { ...reply, name, ...(ref !== undefined && { ref }) } };
    },
  };
}

function find(waiting: readonly PendingInterrupt[], { name, ref }: InterruptReference): PendingInterrupt {
  const named = waiting.filter((interrupt) => interrupt.name === name || interrupt.tool === name);
  const candidates = ref === undefined ? named : named.filter((interrupt) => interrupt.ref === ref);
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return only;
  const open = waiting.map(toText).join(', ') || 'nothing';
  if (candidates.length > 1) {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: `Several calls of '${name}' wait for an answer: say which by its ref. Waiting: ${open}.`,
      details: { waiting },
    });
  }
  throw new DurakitError({
    status: 'NOT_FOUND',
    message: `No interrupt '${toText({ name, ref })}' waits for an answer in this run. Waiting: ${open}.`,
    details: { waiting },
  });
}

function toText({ name, ref }: InterruptReference): string {
  return ref === undefined ? name : `${name}#${ref}`;
}

function checkReply({ schemas, describe }: Pick<Engine, 'schemas' | 'describe'>, interrupt: PendingInterrupt, reply: InterruptReply): void {
  const key = toToolKey(describe, interrupt.tool);
  if (reply.kind === 'respond') {
    schemas.check({ key, side: 'output', schema: describe(key)?.outputSchema, data: reply.output });
    return;
  }
  if (!interrupt.restartable) {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: `The tool '${interrupt.name}' only asks and has nothing to run again: answer it with respond.`,
    });
  }
  if (reply.input !== undefined) schemas.check({ key, side: 'input', schema: describe(key)?.inputSchema, data: reply.input });
}

function toToolKey(describe: Engine['describe'], tool: string): ActionKey {
  const plain = toActionKey('tool', tool);
  return describe(plain) === undefined ? toActionKey('tool.v2', tool) : plain;
}
