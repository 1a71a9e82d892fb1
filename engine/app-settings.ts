import type { Engine } from './engine.ts';

/** The part of an app's options that flow code depends on. JSON. */
export type AppSettings = Pick<
  Engine,
  'name' | 'context' | 'stepDefaults' | 'modelLimits' | 'defaultModel' | 'defaultModelConfig' | 'defaultFallback'
>;
