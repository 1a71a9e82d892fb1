import { z } from 'zod';
import { PartialAnswerSchema } from '../schemas/partial-answer.ts';

/** What a cancelled activity of a model leaves in its history. */
export const CancelledSchema = z.object({ partial: PartialAnswerSchema });
