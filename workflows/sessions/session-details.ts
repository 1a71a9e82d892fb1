import { setCurrentDetails } from '@temporalio/workflow';
import type { MessageData } from '../../schemas/message.ts';
import type { Part, ToolRequestPart } from '../../schemas/part.ts';
import type { SessionStatus } from '../../schemas/session-turn.ts';
import type { RunDetails } from '../run-details.ts';

/** What the Temporal UI shows of a session, in markdown. */
export interface SessionDetails extends RunDetails {
  /** Shows it anew: what is asked for may have changed. */
  refresh(): void;
}

/** What there is to show. */
export interface ShownSession {
  readonly status: SessionStatus;
  readonly messages: readonly MessageData[];
  readonly asked: readonly ToolRequestPart[];
}

const SHOWN_MESSAGES = 6;
const SHOWN_TEXT = 300;
const SHOWN_NOTES = 10;

/** Details cost no history: they are sent with the completion of a task. */
export function createSessionDetails(look: () => ShownSession): SessionDetails {
  const running = new Map<number, string>();
  const notes: string[] = [];
  let started = 0;
  const refresh = (): void => {
    const { status, messages, asked } = look();
    const now = running.size === 0 ? '' : `**Now:** ${[...running.values()].join(', ')}`;
    const sections = [toStatusLine(status), now, toQuestions(asked), toTranscript(messages), notes.map((note) => `- ${note}`).join('\n')];
    setCurrentDetails(sections.filter((section) => section !== '').join('\n\n'));
  };
  return {
    refresh,
    start: (name) => {
      const id = ++started;
      running.set(id, name);
      refresh();
      return () => {
        running.delete(id);
        refresh();
      };
    },
    note: (text) => {
      notes.push(text);
      if (notes.length > SHOWN_NOTES) notes.shift();
      refresh();
    },
  };
}

function toStatusLine({ state, queued, turns, tokens }: SessionStatus): string {
  const counts = [`${turns} turn${turns === 1 ? '' : 's'}`, `${tokens} tokens`, ...(queued === 0 ? [] : [`${queued} queued`])];
  return `**${state}** · ${counts.join(' · ')}`;
}

function toQuestions(asked: readonly ToolRequestPart[]): string {
  if (asked.length === 0) return '';
  const lines = asked.map(({ toolRequest: { name, ref, input } }) => {
    const call = ref === undefined ? name : `${name}#${ref}`;
    return `- \`${call}\` ${shorten(JSON.stringify(input) ?? '')}`;
  });
  return `**Waiting for an answer to:**\n${lines.join('\n')}`;
}

function toTranscript(messages: readonly MessageData[]): string {
  return messages
    .slice(-SHOWN_MESSAGES)
    .map(({ role, content }) => `**${role}:** ${shorten(content.map(toText).join(' '))}`)
    .join('\n\n');
}

function toText(part: Part): string {
  if ('text' in part) return part.text;
  if ('toolRequest' in part) return `→ \`${part.toolRequest.name}\` ${JSON.stringify(part.toolRequest.input) ?? ''}`;
  if ('toolResponse' in part) return `← \`${part.toolResponse.name}\` ${JSON.stringify(part.toolResponse.output) ?? ''}`;
  return `[${Object.keys(part)[0] ?? 'part'}]`;
}

function shorten(text: string): string {
  return text.length <= SHOWN_TEXT ? text : `${text.slice(0, SHOWN_TEXT)}…`;
}
