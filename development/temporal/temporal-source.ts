/** Where the Temporal server comes from. */
export type TemporalSource =
  | {
      readonly kind: 'external';
      /** `host:port` of a cluster that somebody else runs. */
      readonly address: string;
      readonly description: string;
    }
  | {
      readonly kind: 'executable';
      /** How the `temporal` program was found. */
      readonly from: 'path' | 'cache' | 'release' | 'wheel' | 'go';
      readonly path: string;
      /** As `temporal --version` says it: `1.9.1 (Server 1.32.0, UI 2.54.1)`. */
      readonly version: string;
      /** One line for people. */
      readonly description: string;
    };
