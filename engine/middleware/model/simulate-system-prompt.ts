import type { MessageData } from '../../../schemas/message.ts';
import type { ModelMiddleware } from '../middleware.ts';

/** The words around the instructions. */
export interface SimulateSystemPromptOptions {
  /** Default `SYSTEM INSTRUCTIONS:` and a new line. */
  readonly preface?: string;
  /** What the model is made to have said. Default `Understood.` */
  readonly acknowledgement?: string;
}

/** For models without a system role: the first system message becomes one of the user's, which the model acknowledges. */
export function simulateSystemPrompt({ preface, acknowledgement }: SimulateSystemPromptOptions = {}): ModelMiddleware {
  const before = preface || 'SYSTEM INSTRUCTIONS:\n';
  const after = acknowledgement || 'Understood.';
  return (request, next) => {
    const index = request.messages.findIndex(({ role }) => role === 'system');
    const system = request.messages[index];
    if (system === undefined) return next(request);
    const pair: MessageData[] = [
      { role: 'user', content: [{ text: before }, ...system.content] },
      { role: 'model', content: [{ text: after }] },
    ];
    return next({ ...request, messages: request.messages.toSpliced(index, 1, ...pair) });
  };
}
