import type { PromptRenderer, PromptTemplateHelper } from '../../engine/prompts/prompt-source.ts';
import { createPromptFolder, type PromptFolderOptions } from './prompt-folder.ts';
import type { TemplateEnvironment } from './template-environment.ts';
import { toContentHash } from './to-content-hash.ts';

/** The templates and prompt files of one app. Two apps in one process do not see each other's helpers and partials. */
export function createPromptRenderer(options: PromptFolderOptions): PromptRenderer {
  const folder = createPromptFolder(options);
  const helpers = new Map<string, PromptTemplateHelper>();
  const partials = new Map<string, string>();
  let current: { readonly environment: TemplateEnvironment; readonly folderPartials: ReadonlyMap<string, string> } | undefined;

  async function findEnvironment(): Promise<TemplateEnvironment> {
    const folderPartials = await folder.partials();
    if (current?.folderPartials !== folderPartials) {
      // dotprompt, with Handlebars and YAML, takes 200 ms to load: an app without prompts does not pay for it
      const { createTemplateEnvironment } = await import('./template-environment.ts');
      const environment = createTemplateEnvironment({ helpers, partials: new Map([...folderPartials, ...partials]) });
      current = { environment, folderPartials };
    }
    return current.environment;
  }

  return {
    renderTemplate: async (template, data) => await (await findEnvironment()).render(template, data),
    load: folder.load,
    list: folder.list,
    hash: toContentHash,
    defineHelper: (name, helper) => {
      helpers.set(name, helper);
      current = undefined;
    },
    definePartial: (name, source) => {
      partials.set(name, source);
      current = undefined;
    },
  };
}
