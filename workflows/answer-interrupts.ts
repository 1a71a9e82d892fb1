import { ApplicationFailure, defineQuery, defineUpdate, setHandler } from '@temporalio/workflow';
import type { Engine } from '../engine/engine.ts';
import type { EventQueue } from '../engine/event-queue.ts';
import { toFailureData } from '../engine/failure.ts';
import type { PendingInterrupts } from '../engine/tools/pending-interrupts.ts';
import { INTERRUPTS_QUERY, RESPOND_UPDATE, type InterruptReply, type PendingInterrupt } from '../schemas/pending-interrupt.ts';

const interruptsQuery = defineQuery<PendingInterrupt[]>(INTERRUPTS_QUERY);
const respondUpdate = defineUpdate<void, [InterruptReply]>(RESPOND_UPDATE);

/** Lets the outside see what a run asks, and answer it. A reply that does not fit is rejected and leaves no event in the history. */
export function answerInterrupts(engine: Engine, interrupts: PendingInterrupts, events: EventQueue): void {
  setHandler(interruptsQuery, () => interrupts.list(), { description: 'questions of tools that wait for an answer' });
  setHandler(
    respondUpdate,
    (reply) => {
      const taken = throwing(() => interrupts.take(reply));
      events.push(taken.event, taken.reply);
    },
    { validator: (reply: InterruptReply) => throwing(() => interrupts.check(engine, reply)), description: 'answers a question of a tool' },
  );
}

function throwing<T>(body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw ApplicationFailure.create({ ...toFailureData(error), nonRetryable: true });
  }
}
