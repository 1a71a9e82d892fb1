import type { VendorBody } from '../create-body-fetch.ts';

/** A config's `thinking` as the vendor's package takes it: Genkit's form, or the vendor's own. Undefined where none is asked for. */
export function toClaudeThinking(thinking: unknown): VendorBody | undefined {
  if (typeof thinking !== 'object' || thinking === null) return undefined;
  const { enabled, adaptive, type, budgetTokens, budget_tokens: budget = budgetTokens, display } = thinking as VendorBody;
  if (adaptive === true || type === 'adaptive') return { type: 'adaptive', ...(display !== undefined && { display }) };
  if (enabled === true || type === 'enabled') return { type: 'enabled', ...(budget !== undefined && { budgetTokens: budget }) };
  if (enabled === false || type === 'disabled') return { type: 'disabled' };
  return type === undefined ? undefined : { type };
}
