import type { JSONObject, SharedV4ProviderMetadata, SharedV4ProviderOptions } from '@ai-sdk/provider';
import type { Metadata } from '../../../schemas/part.ts';

/**
 * What the vendor said about a part (thought signatures, item ids), to be kept with the part and sent back unchanged:
 * `metadata.providerMetadata`. Vendors refuse a conversation in which it is missing or altered.
 */
export function toPartMetadata(providerMetadata: SharedV4ProviderMetadata | undefined, more: Metadata = {}): { metadata?: Metadata } {
  const metadata = { ...more, ...(providerMetadata !== undefined && { providerMetadata }) };
  return Object.keys(metadata).length === 0 ? {} : { metadata };
}

/**
 * The options for the vendor that a part, message or tool carries: what the model itself said (`metadata.providerMetadata`)
 * and over it what the caller adds (`metadata.providerOptions`), by vendor name.
 */
export function toProviderOptions(metadata: Metadata | undefined): { providerOptions?: SharedV4ProviderOptions } {
  const providerOptions = mergeNamespaces([metadata?.['providerMetadata'], metadata?.['providerOptions']]);
  return providerOptions === undefined ? {} : { providerOptions };
}

/** Objects of objects, merged name by name, later ones win; what is no object is left out. Undefined when nothing is there. */
export function mergeNamespaces(sources: readonly unknown[]): Record<string, JSONObject> | undefined {
  const merged: Record<string, JSONObject> = {};
  for (const source of sources) {
    for (const [name, values] of Object.entries(isRecord(source) ? source : {})) {
      if (isRecord(values)) merged[name] = { ...merged[name], ...(values as JSONObject) };
    }
  }
  return Object.keys(merged).length === 0 ? undefined : merged;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
