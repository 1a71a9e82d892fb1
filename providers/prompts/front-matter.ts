import { parse } from 'yaml';
import { z } from 'zod';
import { DurakitError } from '../../schemas/durakit-error.ts';

const Settings = z.record(z.string(), z.unknown());

/** The keys that count. Source: Genkit's loader (`ai/src/prompt.ts`) and the dotprompt format; other keys are ignored. */
const FrontMatterSchema = z.looseObject({
  description: z.string().optional(),
  model: z.string().optional(),
  config: Settings.optional(),
  tools: z.array(z.string()).optional(),
  toolChoice: z.enum(['auto', 'required', 'none']).optional(),
  maxTurns: z.number().int().nonnegative().optional(),
  returnToolRequests: z.boolean().optional(),
  use: z.array(z.union([z.string(), z.object({ name: z.string(), config: z.unknown().optional() })])).optional(),
  metadata: Settings.optional(),
  input: z.looseObject({ default: Settings.optional(), schema: z.unknown().optional() }).optional(),
  output: z
    .looseObject({
      format: z.string().optional(),
      schema: z.unknown().optional(),
      contentType: z.string().optional(),
      instructions: z.union([z.boolean(), z.string()]).optional(),
      constrained: z.boolean().optional(),
    })
    .optional(),
});

export type FrontMatter = z.infer<typeof FrontMatterSchema>;

/** The two halves of a prompt file. A file without front matter is all template. `path` is for the error: INVALID_ARGUMENT with line and reason. */
export function readFrontMatter(source: string, path: string): { frontMatter: FrontMatter; template: string } {
  const text = source.replace(/^\u{FEFF}/u, '');
  const match = /^---[^\S\r\n]*(?:\r\n|\r|\n)(?:([\s\S]*?)(?:\r\n|\r|\n))?---[^\S\r\n]*(?:(?:\r\n|\r|\n)([\s\S]*))?$/.exec(text);
  if (match === null) return { frontMatter: {}, template: text };
  const checked = FrontMatterSchema.safeParse(withoutNulls(parseYaml(match[1] ?? '', path)));
  // trimmed as dotprompt does it
  if (checked.success) return { frontMatter: checked.data, template: (match[2] ?? '').trim() };
  const issues = checked.error.issues.map((issue) => `- ${issue.path.join('.') || '(root)'}: ${issue.message}`);
  throw unreadable(path, issues.join('\n'), checked.error);
}

function parseYaml(text: string, path: string): unknown {
  try {
    return parse(text) ?? {};
  } catch (error) {
    throw unreadable(path, error instanceof Error ? error.message : String(error), error);
  }
}

/** `config:` with nothing behind it is null in YAML, and means that there is none. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null));
}

function unreadable(path: string, reason: string, cause: unknown): DurakitError {
  return new DurakitError({ status: 'INVALID_ARGUMENT', message: `the front matter of ${path} cannot be read:\n${reason}`, cause });
}
