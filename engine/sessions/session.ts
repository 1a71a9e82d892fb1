import type { Artifact } from '../../schemas/artifact.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { SessionState } from '../../schemas/session-state.ts';
import { copyJson } from './copy-json.ts';

/** A conversation while it is worked on. What it gives are copies. Source of the methods: Genkit `ai/src/session.ts`. */
export interface Session<TState = unknown> {
  readonly sessionId: string;
  /** The same, in the words of Genkit's chats; so are `state` and `updateState`. */
  readonly id: string;
  /** The custom state. */
  readonly state: TState | undefined;
  /** Merges into the custom state. */
  updateState(data: Partial<TState>): Promise<void>;
  getState(): SessionState<TState>;
  getMessages(): MessageData[];
  addMessages(messages: readonly MessageData[]): void;
  setMessages(messages: readonly MessageData[]): void;
  getCustom(): TState | undefined;
  updateCustom(update: (custom?: TState) => TState): void;
  getArtifacts(): Artifact[];
  /** One with the name of an older one takes its place. */
  addArtifacts(artifacts: readonly Artifact[]): void;
  /** Grows with each change. */
  getVersion(): number;
  /** Back to how it was; nobody is told. */
  restore(state: SessionState<TState>): void;
  listen(listener: SessionListener): () => void;
}

/** Told of changes, as they are made. */
export interface SessionListener {
  readonly onArtifact?: (artifact: Artifact) => void;
  readonly onCustomChanged?: () => void;
}

/** `newId` gives an id where the state has none. */
export function createSession<TState>(initial: SessionState<TState>, newId: () => string): Session<TState> {
  const given = copyJson(initial);
  const sessionId = given.sessionId === undefined || given.sessionId === '' ? newId() : given.sessionId;
  let state: SessionState<TState> = { ...given, sessionId };
  let version = 0;
  const listeners = new Set<SessionListener>();

  function change(changes: SessionState<TState>): void {
    state = { ...state, ...changes };
    version++;
  }

  function updateCustom(update: (custom?: TState) => TState): void {
    change({ custom: copyJson(update(copyJson(state.custom))) });
    for (const { onCustomChanged } of listeners) onCustomChanged?.();
  }

  return {
    sessionId,
    id: sessionId,
    get state() {
      return copyJson(state.custom);
    },
    updateState: async (data) => updateCustom((custom) => ({ ...custom, ...data }) as TState),
    getState: () => copyJson(state),
    getMessages: () => copyJson(state.messages ?? []),
    addMessages: (messages) => change({ messages: [...(state.messages ?? []), ...copyJson([...messages])] }),
    setMessages: (messages) => change({ messages: copyJson([...messages]) }),
    getCustom: () => copyJson(state.custom),
    updateCustom,
    getArtifacts: () => copyJson(state.artifacts ?? []),
    addArtifacts: (artifacts) => {
      const { all, added, replaced } = mergeArtifacts(state.artifacts ?? [], copyJson([...artifacts]));
      if (added.length + replaced.length === 0) return;
      change({ artifacts: all });
      for (const artifact of [...added, ...replaced]) for (const { onArtifact } of listeners) onArtifact?.(copyJson(artifact));
    },
    getVersion: () => version,
    restore: (earlier) => {
      state = { ...copyJson(earlier), sessionId };
      version++;
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The old ones with the new: one with a known name takes the place of the old one. */
export function mergeArtifacts(
  known: readonly Artifact[],
  artifacts: readonly Artifact[],
): { all: Artifact[]; added: Artifact[]; replaced: Artifact[] } {
  const all = [...known];
  const added: Artifact[] = [];
  const replaced: Artifact[] = [];
  for (const artifact of artifacts) {
    const index = artifact.name === undefined || artifact.name === '' ? -1 : all.findIndex(({ name }) => name === artifact.name);
    if (index >= 0) all[index] = artifact;
    else all.push(artifact);
    (index >= 0 ? replaced : added).push(artifact);
  }
  return { all, added, replaced };
}
