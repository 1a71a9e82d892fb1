import { OPERATION_DEFAULTS, type OperationSettings } from '../../schemas/operation-settings.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { ActionDescription } from '../action.ts';
import { toMilliseconds } from '../duration.ts';
import type { BackgroundModelDefinition } from './background-model.ts';

/** What a definition says of its operations, with the defaults. Throws INVALID_ARGUMENT for a schedule that cannot be kept. */
export function toOperationSettings(definition: BackgroundModelDefinition): OperationSettings {
  const { poll = {}, deadline, artefacts = OPERATION_DEFAULTS.artefacts, inDoubt = OPERATION_DEFAULTS.inDoubt, cancel } = definition;
  const { initial = OPERATION_DEFAULTS.poll.initial, factor = OPERATION_DEFAULTS.poll.factor, max } = poll;
  const first = toMilliseconds(initial);
  const longest = max === undefined ? Math.max(first, OPERATION_DEFAULTS.poll.max) : toMilliseconds(max);
  if (!(first > 0) || !(factor >= 1) || longest < first) {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: `The poll of '${definition.name}' cannot be kept: 'initial' is above 0, 'factor' at least 1, 'max' at least 'initial'.`,
    });
  }
  return {
    poll: { initial: first, factor, max: longest },
    deadline: deadline === undefined ? OPERATION_DEFAULTS.deadline : toMilliseconds(deadline),
    artefacts,
    inDoubt,
    cancels: cancel !== undefined,
  };
}

/** What is known of a background model's operations here; the defaults where nothing is. */
export function operationSettingsOf(action: Pick<ActionDescription, 'metadata'> | undefined): OperationSettings {
  return (action?.metadata?.['operation'] as OperationSettings | undefined) ?? OPERATION_DEFAULTS;
}
