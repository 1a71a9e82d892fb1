import type { ErrorClass } from '../schemas/error-class.ts';

/** Why a model is left alone, and until when. */
export interface Cooldown {
  readonly class: ErrorClass;
  readonly until: Date;
  readonly message: string;
}

/** Models that were given up, for all workers to know. The clock is the store's: workers' clocks differ. */
export interface CooldownStore {
  /** Undefined where the model may be asked; else how long it may not, in milliseconds. */
  find(model: string): Promise<(Cooldown & { readonly leftMilliseconds: number }) | undefined>;
  /** The longer one counts where another worker has set one. */
  set(model: string, cooldown: Omit<Cooldown, 'until'> & { readonly milliseconds: number }): Promise<void>;
}
