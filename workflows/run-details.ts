import { setCurrentDetails } from '@temporalio/workflow';

/** The markdown that the Temporal UI shows for a run: what it is doing now and what it wants to say. */
export interface RunDetails {
  /** Something began; the returned function says that it ended. */
  start(name: string): () => void;
  note(text: string): void;
}

const KEPT_NOTES = 20;

/** Details cost no history: they are sent with the task's completion. */
export function createRunDetails(): RunDetails {
  const running = new Map<number, string>();
  const notes: string[] = [];
  let started = 0;
  let finished = 0;
  const show = (): void => {
    const now = running.size === 0 ? '' : `**Now:** ${[...running.values()].join(', ')}\n\n`;
    const log = notes.map((note) => `- ${note}`).join('\n');
    setCurrentDetails(`${now}${finished} of ${started} steps done${log === '' ? '' : `\n\n${log}`}`);
  };
  return {
    start: (name) => {
      const id = ++started;
      running.set(id, name);
      show();
      return () => {
        running.delete(id);
        finished++;
        show();
      };
    },
    note: (text) => {
      notes.push(text);
      if (notes.length > KEPT_NOTES) notes.shift();
      show();
    },
  };
}
