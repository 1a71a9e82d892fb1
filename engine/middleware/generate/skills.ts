import type { CapturedStep } from '../../captured-step.ts';
import type { Ai } from '../../create-ai.ts';
import type { ToolBody } from '../../tools/tool.ts';
import { generateMiddleware, type GenerateMiddleware } from '../generate-middleware.ts';
import type { GenerateMiddlewareHooks } from '../middleware.ts';
import { addSystemText } from './add-system-text.ts';
import { createTypedSchema, type TypedSchema } from './typed-schema.ts';

/** Options of the skills middleware. JSON. */
export interface SkillsOptions {
  /** Directories whose folders hold a `SKILL.md` each. Relative to the working directory of the worker. Default `skills`. */
  readonly skillPaths?: readonly string[];
}

/** What is known of a skill from its front matter. */
export interface SkillSummary {
  readonly name: string;
  readonly description?: string | undefined;
}

/** The work behind the middleware: functions where files are, steps elsewhere. */
export interface SkillWork {
  readonly list: (skillPaths: readonly string[]) => (() => Promise<readonly SkillSummary[]>) | CapturedStep;
  readonly use: (skillPaths: readonly string[]) => ToolBody<never> | CapturedStep;
}

/** A middleware that tells the model of skills and lets it read them, with the work done where `work` says. */
export function createSkillsMiddleware(work: SkillWork): GenerateMiddleware<TypedSchema<SkillsOptions>> {
  return generateMiddleware(
    {
      name: 'skills',
      description: 'Tells the model of skills and lets it use them',
      configSchema: createTypedSchema<SkillsOptions>({
        type: 'object',
        properties: {
          skillPaths: { type: 'array', items: { type: 'string' }, description: 'The directories that hold skills. Default: skills' },
        },
        additionalProperties: true,
      }),
    },
    ({ config, ai }) => createHooks(ai as Ai, [...(config?.skillPaths ?? ['skills'])], work),
  );
}

function createHooks(ai: Ai, skillPaths: readonly string[], work: SkillWork): GenerateMiddlewareHooks {
  let listed: Promise<readonly SkillSummary[]> | undefined;
  const useSkill = ai.dynamicTool(
    {
      name: 'use_skill',
      description: 'Use a skill by its name.',
      inputJsonSchema: {
        type: 'object',
        properties: { skillName: { type: 'string', description: 'The name of the skill to use.' } },
        required: ['skillName'],
        additionalProperties: true,
      },
    },
    work.use(skillPaths) as never,
  );
  return {
    tools: [useSkill],
    generate: async (envelope, context, next) => {
      const skills = await (listed ??= ai.run('list skills', work.list(skillPaths) as () => Promise<readonly SkillSummary[]>));
      if (skills.length === 0) return await next(envelope, context);
      const messages = addSystemText(envelope.request.messages, { text: toText(skills), mark: 'skills-instructions' });
      return await next({ ...envelope, request: { ...envelope.request, messages } }, context);
    },
  };
}

/** Source of the words: Genkit's middleware plugin, `skills.ts`. */
function toText(skills: readonly SkillSummary[]): string {
  const lines = skills.map(({ name, description }) => (description === undefined ? ` - ${name}` : ` - ${name} - ${description}`));
  return `<skills>
You have access to a library of skills that serve as specialized instructions/personas.
Strongly prefer to use them when working on anything related to them.
Only use them once to load the context.
Here are the available skills:
${lines.join('\n')}
</skills>`;
}
