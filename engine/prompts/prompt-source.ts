import type { ActionContext } from '../../schemas/action-context.ts';
import type { MiddlewareReference } from '../../schemas/generate-action-options.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { MessageData } from '../../schemas/message.ts';

/** A Handlebars helper: its arguments, then Handlebars' options (`hash`, `fn`, `inverse`). */
export type PromptTemplateHelper = (...parameters: never[]) => unknown;

/** What a template is rendered with. */
export interface TemplateData {
  /** The variables. */
  readonly input?: unknown;
  /** Each key is an `@` variable: `{{@auth.email}}`. */
  readonly context?: ActionContext;
  /** The session's custom state: `{{@state.name}}`. */
  readonly state?: unknown;
  /** The history: where `{{history}}` stands, else before the last user message. */
  readonly messages?: readonly MessageData[];
}

/** The messages of a template, and the sources of the partials that it leads to: they are part of the prompt's hash. */
export interface RenderedTemplate {
  readonly messages: MessageData[];
  readonly partials: Readonly<Record<string, string>>;
}

/** A prompt file's name in `ai.prompt`: `sub/menu`, and its variant. */
export interface PromptFileName {
  readonly name: string;
  readonly variant?: string | undefined;
}

/** What a prompt file says about its output. */
export interface PromptFileOutput {
  readonly format?: string;
  readonly jsonSchema?: JsonSchema;
  readonly contentType?: string;
  readonly instructions?: boolean | string;
  readonly constrained?: boolean;
}

/** A prompt file, read: its front matter with schemas as JSON Schema, and its template. */
export interface PromptDefinitionSource extends PromptFileName {
  readonly description?: string | undefined;
  readonly model?: string | undefined;
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  readonly tools?: readonly string[] | undefined;
  readonly toolChoice?: 'auto' | 'required' | 'none' | undefined;
  readonly maxTurns?: number | undefined;
  readonly returnToolRequests?: boolean | undefined;
  readonly use?: readonly MiddlewareReference[] | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  readonly input?:
    { readonly jsonSchema?: JsonSchema | undefined; readonly default?: Readonly<Record<string, unknown>> | undefined } | undefined;
  readonly output?: PromptFileOutput | undefined;
  readonly template: string;
  /** The whole file: part of the prompt's hash. */
  readonly source: string;
}

/** Templates and prompt files, without the libraries and the disk behind them. Node only: in the sandbox prompts are rendered by activities. */
export interface PromptRenderer {
  /** Throws INVALID_ARGUMENT for a template that cannot be parsed, or that uses a helper or partial that nobody defined. */
  renderTemplate(template: string, data: TemplateData): Promise<RenderedTemplate>;
  /** Undefined where there is no such file. Throws INVALID_ARGUMENT for a name that would lead out of the folder, and for front matter that cannot be read. */
  load(name: string, variant?: string): Promise<PromptDefinitionSource | undefined>;
  list(): Promise<readonly PromptFileName[]>;
  /** SHA-256 in hex of the value's JSON; the order of keys does not count. */
  hash(value: unknown): string;
  defineHelper(name: string, helper: PromptTemplateHelper): void;
  /** Wins over a partial of the folder with the same name. */
  definePartial(name: string, source: string): void;
}
