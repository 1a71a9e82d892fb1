/** What the split does at a call of one method of `ai`. */
export type SiteRule =
  /** The function that comes last is a step: hoisted, and called with what it captures. */
  | { readonly role: 'step' }
  /** Like a step, for a tool that exists only in one run. */
  | { readonly role: 'dynamicTool' }
  /** The function stays in the workflow program. */
  | { readonly role: 'flow' | 'agent' }
  /** Functions stay on the Node side: those among the arguments, and those under the named members of the first argument. */
  | { readonly role: 'action'; readonly members: readonly string[] }
  /** Kept as it is where it stands at the top of a module. */
  | { readonly role: 'pure' }
  /** As `pure`, and flow code runs its function: one that needs Node is a reason for the flows that use it, and is left out. */
  | { readonly role: 'middleware' }
  /** Looks up what is defined elsewhere, and gives something that is called like a definition. */
  | { readonly role: 'reference' }
  /** A value like any other: kept if something that is kept uses it. */
  | { readonly role: 'value' };

const action = (...members: string[]): SiteRule => ({ role: 'action', members });
const pure: SiteRule = { role: 'pure' };

/** The methods of `ai` that the split knows. A new one is one line. */
export const SITE_TABLE: Readonly<Record<string, SiteRule>> = {
  run: { role: 'step' },
  tool: { role: 'dynamicTool' },
  dynamicTool: { role: 'dynamicTool' },
  defineFlow: { role: 'flow' },
  defineAgent: { role: 'agent' },
  defineCustomAgent: { role: 'agent' },
  definePromptAgent: { role: 'agent' },
  defineStep: action(),
  defineTool: action('reconcile'),
  defineInterrupt: action('requestMetadata'),
  defineModel: action(),
  defineBackgroundModel: action('start', 'check', 'cancel', 'adopt', 'download'),
  defineEmbedder: action(),
  defineRetriever: action(),
  defineSimpleRetriever: action('content', 'metadata'),
  defineIndexer: action(),
  defineReranker: action(),
  defineEvaluator: action(),
  defineResource: action(),
  defineHelper: action(),
  definePrompt: action('system', 'prompt', 'messages', 'docs'),
  defineDynamicActionProvider: action(),
  defineFormat: pure,
  definePartial: pure,
  defineMiddleware: { role: 'middleware' },
  defineJsonSchema: pure,
  defineSessionStore: pure,
  defineSchema: { role: 'value' },
  prompt: { role: 'reference' },
};

/** True for methods that define something that the app is known for: flows, tools, formats, … */
export function isDefiningRole(role: SiteRule['role']): boolean {
  return role === 'flow' || role === 'agent' || role === 'action' || role === 'pure' || role === 'middleware';
}

/** Functions of the same names that the packages export on their own. */
export const STANDALONE_SITES: ReadonlySet<string> = new Set([
  'run',
  'tool',
  'dynamicTool',
  'defineStep',
  'interrupt',
  'generateMiddleware',
]);

/** Makers of an `ai` object, by the name under which the packages export them. */
export const FACTORY_NAMES: ReadonlySet<string> = new Set(['genkit', 'durakit']);

/** Types of an `ai` object: a parameter annotated with one of them is followed. */
export const AI_TYPE_NAMES: ReadonlySet<string> = new Set(['Genkit', 'GenkitBeta', 'Durakit', 'DurakitBeta']);

/** Members of a definition's configuration that hold zod schemas: the worker supplies JSON Schema in their place. */
export const SCHEMA_MEMBERS: ReadonlySet<string> = new Set([
  'inputSchema',
  'outputSchema',
  'streamSchema',
  'initSchema',
  'configSchema',
  'stateSchema',
  'customOptions',
  'dataPointType',
]);

/** True for the packages that export the makers and types above. */
export function isAiPackage(specifier: string): boolean {
  return /^(?:durakit|genkit)(?:$|\/)/.test(specifier) || specifier.startsWith('@genkit-ai/');
}
