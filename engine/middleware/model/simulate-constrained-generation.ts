import { simulateConstrained, type SimulateConstrainedOptions } from '../../formats/simulate-constrained.ts';
import type { ModelMiddleware } from '../middleware.ts';

/** For models that cannot enforce a schema: the prompt asks for it instead, and `output` asks for nothing any more. */
export function simulateConstrainedGeneration(options: SimulateConstrainedOptions = {}): ModelMiddleware {
  return (request, next) => next(simulateConstrained(request, options));
}
