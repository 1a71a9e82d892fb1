import type { FakeAnswer } from './fake-answer.ts';
import { toGoogleError } from './fake-faults.ts';

/** How an interaction ends. */
export type InteractionOutcome = 'completed' | 'failed' | 'blocked' | 'incomplete' | 'requires_action';

/** What the fake's interactions are made of. */
export interface FakeInteractionsOptions {
  readonly polls: () => number;
  readonly outcome: () => InteractionOutcome;
}

interface Interaction {
  readonly target: Readonly<Record<string, unknown>>;
  readonly outcome: InteractionOutcome;
  left: number;
  isCancelled: boolean;
}

/** Silence of a tenth of a second: the head of a WAV file and its samples. */
export const FAKE_SOUND = createSilence();

const USAGE = {
  total_input_tokens: 12,
  total_output_tokens: 340,
  total_thought_tokens: 88,
  total_cached_tokens: 4,
  total_tokens: 440,
};

/** The interactions API: models that answer at once, and agents that work in the background. */
export class FakeInteractions {
  readonly #interactions = new Map<string, Interaction>();
  readonly #options: FakeInteractionsOptions;

  constructor(options: FakeInteractionsOptions) {
    this.#options = options;
  }

  /** Paid requests that were taken. */
  get submits(): number {
    return this.#interactions.size;
  }

  create(body: unknown): FakeAnswer {
    const { background, model, agent } = body as { background?: boolean; model?: string; agent?: string };
    const id = `v1_fake${String(this.#interactions.size + 1).padStart(4, '0')}`;
    const left = background === true ? this.#options.polls() : 0;
    const interaction: Interaction = {
      target: model === undefined ? { agent } : { model },
      outcome: this.#options.outcome(),
      left,
      isCancelled: false,
    };
    this.#interactions.set(id, interaction);
    return { body: background === true ? toRunning(id, interaction) : toEnded(id, interaction) };
  }

  get(id: string): FakeAnswer {
    const interaction = this.#interactions.get(id);
    if (interaction === undefined) return toUnknown(id);
    if (interaction.isCancelled) return { body: { ...toRunning(id, interaction), status: 'cancelled' } };
    interaction.left -= 1;
    return { body: interaction.left >= 0 ? toRunning(id, interaction) : toEnded(id, interaction) };
  }

  /** 499 where something was stopped. */
  cancel(id: string): FakeAnswer {
    const interaction = this.#interactions.get(id);
    if (interaction === undefined) return toUnknown(id);
    if (interaction.left < 0) return { body: toEnded(id, interaction) };
    interaction.isCancelled = true;
    return { status: 499, body: toGoogleError(499, 'The operation was cancelled.') };
  }
}

function toUnknown(id: string): FakeAnswer {
  return { status: 404, body: toGoogleError(404, `Interaction ${id} not found.`) };
}

function toRunning(id: string, { target }: Interaction): Readonly<Record<string, unknown>> {
  return { id, object: 'interaction', ...target, status: 'in_progress', created: '2026-05-20T10:00:00Z', updated: '2026-05-20T10:00:00Z' };
}

function toEnded(id: string, interaction: Interaction): unknown {
  const head = { ...toRunning(id, interaction), usage: USAGE };
  const { outcome, target } = interaction;
  if (outcome === 'failed') return { ...head, status: 'failed', errors: [{ code: 'api_error', message: 'The agent could not finish.' }] };
  if (outcome === 'blocked') return { ...head, status: 'failed', errors: [{ code: 'safety', message: 'The answer was held back.' }] };
  return {
    ...head,
    status: outcome,
    steps: [{ type: 'user_input', content: [] }, ...('model' in target ? musicSteps() : researchSteps(outcome))],
  };
}

function musicSteps(): unknown[] {
  const sound = { type: 'audio', mime_type: 'audio/wav', data: Buffer.from(FAKE_SOUND).toString('base64') };
  return [{ type: 'model_output', content: [{ type: 'text', text: '[0.0:] a quiet song' }, sound] }];
}

function researchSteps(outcome: InteractionOutcome): unknown[] {
  const annotations = [{ type: 'url_citation', url: 'https://example.com/tides', title: 'Tides', start_index: 0, end_index: 5 }];
  const call = { type: 'function_call', id: 'call_1', name: 'askOwner', arguments: { question: 'which coast?' } };
  return [
    { type: 'thought', signature: 'c2lnbmF0dXJl', summary: [{ type: 'text', text: 'Where are tides highest?' }] },
    { type: 'google_search_call', id: 'search_1', arguments: { queries: ['highest tides'] } },
    { type: 'google_search_result', call_id: 'search_1', result: [{ url: 'https://example.com/tides' }] },
    ...(outcome === 'requires_action' ? [call] : []),
    { type: 'model_output', content: [{ type: 'text', text: 'Tides are highest in the Bay of Fundy.', annotations }] },
  ];
}

function createSilence(): Uint8Array {
  const samples = Buffer.alloc(1600);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}
