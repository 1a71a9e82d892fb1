import type { StoredTail } from '../../schemas/conversation-reference.ts';
import type { MessageData } from '../../schemas/message.ts';
import { isJsonOf } from './json-copy.ts';
import type { KnownConversation } from './known-conversation.ts';

/** What a session stores of a turn is the end of what its model was asked last. */
const MARKS_OF_A_CONVERSATION = 4;

/** Messages that are the last ones of a known conversation: from `first` to `last`, both places in the list that was given. */
interface Run {
  readonly of: string;
  readonly first: number;
  readonly last: number;
}

/** The messages, with ends of known conversations in place of their messages wherever there are some. */
export function findTails(messages: readonly MessageData[], known: readonly KnownConversation[]): (MessageData | StoredTail)[] {
  const runs = known.flatMap((conversation) => findRuns(messages, conversation));
  const segments: (MessageData | StoredTail)[] = [];
  for (let place = 0; place < messages.length;) {
    const run = findFarthest(runs, place);
    const message = messages[place];
    if (run !== undefined) segments.push({ of: run.of, last: run.last - place + 1 });
    else if (message !== undefined) segments.push(message);
    place = (run?.last ?? place) + 1;
  }
  return segments;
}

function findRuns(messages: readonly MessageData[], { messages: known, marks }: KnownConversation): Run[] {
  return marks.slice(-MARKS_OF_A_CONVERSATION).flatMap(({ length, head }) => {
    const runs: Run[] = [];
    for (let last = messages.length - 1; last >= 0; last--) {
      let count = 0;
      while (count < length && count <= last && isJsonOf(known[length - 1 - count], messages[last - count])) count++;
      if (count > 0) runs.push({ of: head, first: last - count + 1, last });
    }
    return runs;
  });
}

/** A part of a run is a run, if it has its end. */
function findFarthest(runs: readonly Run[], place: number): Run | undefined {
  let farthest: Run | undefined;
  for (const run of runs) if (run.first <= place && place <= run.last && run.last > (farthest?.last ?? -1)) farthest = run;
  return farthest;
}
