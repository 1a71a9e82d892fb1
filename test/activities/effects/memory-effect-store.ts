import type { EffectCall, EffectOutcome, EffectStore } from '../../../engine/effect-store.ts';

/** A row, as the database has it. */
export interface EffectRow {
  readonly holder: string;
  readonly outcome?: EffectOutcome;
}

/** Effects in memory, with the promises of the interface. */
export function createMemoryEffectStore(): EffectStore & { readonly rows: Map<string, EffectRow> } {
  const rows = new Map<string, EffectRow>();
  const holds = ({ callId, holder }: EffectCall): boolean => {
    const row = rows.get(callId);
    return row?.holder === holder && row.outcome === undefined;
  };
  return {
    rows,
    begin: async ({ callId, holder }) => {
      const row = rows.get(callId);
      if (row === undefined) {
        rows.set(callId, { holder });
        return { state: 'new' };
      }
      return row.outcome ?? { state: 'in-doubt', since: '2026-01-02T03:04:05.000Z', holder: row.holder };
    },
    renew: async (call, heldBy) => {
      if (!holds({ ...call, holder: heldBy })) return false;
      rows.set(call.callId, { holder: call.holder });
      return true;
    },
    finish: async (call, outcome) => {
      if (holds(call)) rows.set(call.callId, { holder: call.holder, outcome });
    },
    withdraw: async (call) => {
      if (holds(call)) rows.delete(call.callId);
    },
  };
}
