import { Dotprompt, type PromptFunction } from 'dotprompt';
import type { PromptTemplateHelper, RenderedTemplate, TemplateData } from '../../engine/prompts/prompt-source.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { findPartials } from './find-partials.ts';
import { createTemplateMarkers } from './template-markers.ts';
import { fromTemplateMessages } from './from-template-messages.ts';

/** One set of helpers and partials; templates are compiled once. */
export interface TemplateEnvironment {
  render(template: string, data: TemplateData): Promise<RenderedTemplate>;
}

/** What a template may use beside dotprompt's own helpers. */
export interface TemplateEnvironmentOptions {
  readonly helpers: ReadonlyMap<string, PromptTemplateHelper>;
  readonly partials: ReadonlyMap<string, string>;
}

/** The part of Handlebars that dotprompt uses of its environment. */
interface Handlebars {
  readonly helpers: Readonly<Record<string, (...parameters: never[]) => unknown>>;
  create(): Handlebars;
  compile(template: string, options: unknown): (input: unknown, runtime: unknown) => string;
  parse(template: string): unknown;
}

/** Values come as they are (no HTML escape); a helper that nobody defined is an error, as in Genkit. */
export function createTemplateEnvironment({ helpers, partials }: TemplateEnvironmentOptions): TemplateEnvironment {
  const { dotprompt, parse } = createIsolatedDotprompt();
  for (const [name, helper] of helpers) dotprompt.defineHelper(name, helper);
  for (const [name, source] of partials) dotprompt.definePartial(name, source);
  const compiled = new Map<string, Promise<PromptFunction>>();

  function compile(template: string): Promise<PromptFunction> {
    // an object, not text: a template of code has no front matter, even where it begins with ---
    const started = compiled.get(template) ?? dotprompt.compile({ template });
    compiled.set(template, started);
    return started;
  }

  return {
    render: async (template, { input, context, state, messages }) => {
      try {
        const render = await compile(template);
        const rendered = await render({
          input: (input ?? {}) as Record<string, unknown>,
          context: { ...context, state },
          // a copy: with no messages at all dotprompt returns the very array
          ...(messages !== undefined && { messages: [...messages] as never }),
        });
        return { messages: fromTemplateMessages(rendered.messages), partials: findPartials(template, { partials, parse }) };
      } catch (error) {
        throw toTemplateError(error);
      }
    },
  };
}

/**
 * dotprompt keeps helpers and partials in the one Handlebars of the process: two apps, or two versions of a partial, would meet there.
 * Its environment is a private field, so this is the one place that touches it; dotprompt's version is pinned.
 */
function createIsolatedDotprompt(): { dotprompt: Dotprompt; parse: (template: string) => unknown } {
  const dotprompt = new Dotprompt();
  const host = dotprompt as unknown as { handlebars: Handlebars };
  const shared = host.handlebars;
  const isolated = shared.create();
  const markers = createTemplateMarkers();
  host.handlebars = Object.assign(Object.create(isolated) as Handlebars, {
    compile: (template: string, options: unknown) => {
      const render = isolated.compile(template, options);
      return (input: unknown, runtime: unknown): string => markers.settle(render(input, runtime));
    },
  });
  for (const name of ['json', 'ifEquals', 'unlessEquals']) dotprompt.defineHelper(name, shared.helpers[name]);
  for (const [name, helper] of Object.entries(markers.helpers)) dotprompt.defineHelper(name, helper);
  return { dotprompt, parse: (template) => isolated.parse(template) };
}

function toTemplateError(error: unknown): DurakitError {
  if (error instanceof DurakitError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new DurakitError({ status: 'INVALID_ARGUMENT', message: `the template cannot be rendered: ${reason}`, cause: error });
}
