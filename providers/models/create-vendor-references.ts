import type { ModelReference } from '../../engine/define-model.ts';
import type { EmbedderReference } from '../../engine/retrieval/embedder.ts';

/** What a vendor's plugin offers on its function itself, in both worlds. */
export interface VendorReferences {
  /** A reference to any model of the vendor; `config` is under the call's own. */
  model(name: string, config?: Readonly<Record<string, unknown>>): ModelReference;
  /** A reference to any embedder of the vendor; `config` is under the call's own. */
  embedder(name: string, config?: Readonly<Record<string, unknown>>): EmbedderReference;
}

/** References whose names begin with the plugin's, once, however they were given: as Genkit's `modelRef` with a namespace. */
export function createVendorReferences(plugin: string): VendorReferences {
  const toReference = (name: string, config?: Readonly<Record<string, unknown>>): ModelReference => ({
    name: name.startsWith(`${plugin}/`) ? name : `${plugin}/${name}`,
    ...(config !== undefined && { config }),
  });
  return { model: toReference, embedder: toReference };
}
