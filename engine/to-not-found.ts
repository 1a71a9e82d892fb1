import { parseActionKey, type ActionKey, type ActionType } from '../schemas/action-key.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { fromPromptName } from './prompts/prompt-name.ts';

/** Types whose names come from outside (a configuration, a file): a name that leads nowhere is a mistake and not a deploy in progress. */
const NAMED_TYPES: readonly ActionType[] = [
  'model',
  'background-model',
  'embedder',
  'retriever',
  'indexer',
  'reranker',
  'evaluator',
  'prompt',
  'executable-prompt',
  'resource',
];

/** Whether names of that type come from outside. */
export function isNamedType(type: ActionType | undefined): boolean {
  return type !== undefined && NAMED_TYPES.includes(type);
}

/** What a key that leads nowhere is about, in Genkit's words. `known`: what there is instead; of types that are not named, what this worker has. */
export function toNotFound(key: ActionKey, { known }: { readonly known?: readonly string[] | undefined } = {}): DurakitError {
  const parsed = parseActionKey(key);
  const subject = parsed === undefined ? key : toSubject(parsed.type, parsed.name);
  const isName = isNamedType(parsed?.type);
  const hint =
    known === undefined || isName
      ? ''
      : `. This worker knows ${known.length === 0 ? 'none' : known.join(', ')}. Is it the app's newest worker, with all its plugins?`;
  return new DurakitError({
    // During a deploy an older worker may get a newer run's step: another try finds the newer worker.
    status: isName || known === undefined ? 'NOT_FOUND' : 'UNAVAILABLE',
    message: `${subject} not found${hint}`,
    details: { key, ...(known !== undefined && { known }) },
  });
}

/** Source of the words: Genkit `ai/src/prompt.ts`. */
function promptSubject(fullName: string): string {
  const { name, variant } = fromPromptName(fullName);
  return variant === undefined ? `Prompt ${name}` : `Prompt ${name} (variant ${variant})`;
}

function toSubject(type: ActionType, name: string): string {
  switch (type) {
    case 'model':
    case 'background-model':
      return `Model '${name}'`;
    case 'prompt':
    case 'executable-prompt':
      return promptSubject(name);
    case 'flow':
      return `Flow ${name}`;
    case 'tool':
    case 'tool.v2':
      return `Tool ${name}`;
    default:
      return `${type} ${name}`;
  }
}
