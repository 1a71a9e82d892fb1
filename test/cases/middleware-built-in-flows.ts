import { mkdir, readFile, rm } from 'node:fs/promises';
import type { GenerateOptions } from 'durakit';
import { artifacts, filesystem, skills, toolApproval } from 'durakit/middleware';
import {
  augmentWithContext,
  downloadRequestMedia,
  simulateConstrainedGeneration,
  simulateSystemPrompt,
  validateSupport,
} from 'durakit/model/middleware';
import { ai, call, script } from './ai.ts';

/** The built-in ones of the first form: what the model gets. */
export const middlewareFirstForm = ai.defineFlow(
  'middlewareFirstForm',
  async ({ which, options, settings }: { which: string; options?: GenerateOptions; settings?: never }) => {
    const all: Record<string, unknown> = {
      system: () => simulateSystemPrompt(settings),
      context: () => augmentWithContext(settings),
      cited: () =>
        augmentWithContext({ preface: 'Facts:', itemTemplate: (document, { index = 0 } = {} as never) => `<${index} ${document.text}>` }),
      constrained: () => simulateConstrainedGeneration(settings),
      constrainedOwn: () => simulateConstrainedGeneration({ instructionsRenderer: (schema) => `Fit ${JSON.stringify(schema)}` }),
      support: () => validateSupport(settings as never),
      download: () => downloadRequestMedia(settings),
      downloadFiltered: () => downloadRequestMedia({ filter: ({ media }) => !media.url.includes('leave') }),
    };
    const make = all[which] as () => never;
    const { toolRequests } = await ai.generate({
      model: 'middlewareReports',
      prompt: 'x',
      ...options,
      returnToolRequests: true,
      use: [make()],
    });
    return toolRequests[0]?.toolRequest.input;
  },
);
ai.defineModel({ name: 'middlewareReports', supports: { tools: true, constrained: 'all', context: true } }, async (request) => ({
  message: { role: 'model', content: [{ toolRequest: { name: 'report', input: request } }] },
  finishReason: 'stop',
}));

/** Files of this folder. */
export const middlewareReads = ai.defineFlow(
  'middlewareReads',
  async ({ requests, prefix }: { requests: [string, unknown][]; prefix?: string }) => {
    const use = [filesystem({ rootDirectory: 'test/cases/files', ...(prefix !== undefined && { toolNamePrefix: prefix }) })];
    const answers = [requests.map(([name, input], place) => call(name, input, `${place}`)), 'end'];
    const { messages, request } = await ai.generate({ model: script, prompt: 'go', use, config: { answers } });
    return { told: request?.tools?.map(({ name }) => name), messages: messages.slice(2, -1) };
  },
);

export const middlewareWrites = ai.defineFlow('middlewareWrites', async (requests: [string, unknown][]) => {
  const folder = `.durakit/case-files/${await ai.run('a new id', async () => crypto.randomUUID())}`;
  await ai.run('make it', async () => void (await mkdir(folder, { recursive: true })));
  const answers = requests.map(([name, input], place) => [call(name, input, `${place}`)]);
  const { text, request } = await ai.generate({
    model: script,
    prompt: 'go',
    use: [filesystem({ rootDirectory: folder, allowWriteAccess: true })],
    config: { answers },
  });
  const content = await ai.run('read', async () => await readFile(`${folder}/a/b.txt`, 'utf8'));
  await ai.run('remove', async () => await rm(folder, { recursive: true }));
  return { told: request?.tools?.map(({ name }) => name), outputs: JSON.parse(text) as unknown, content };
});

export const middlewareRootless = ai.defineFlow('middlewareRootless', async () => {
  await ai.generate({ model: script, prompt: 'go', use: [filesystem({} as never)] });
});

export const middlewareSkills = ai.defineFlow('middlewareSkills', async (names: string[]) => {
  const answers = [names.map((skillName, place) => call('use_skill', { skillName }, `${place}`))];
  const { text, request } = await ai.generate({
    model: script,
    system: 'Be kind.',
    prompt: 'go',
    use: [skills({ skillPaths: ['test/cases/skills'] })],
    config: { answers },
  });
  return {
    system: request?.messages[0],
    outputs: JSON.parse(text) as unknown,
    systems: request?.messages.filter(({ role }) => role === 'system').length,
  };
});

export const middlewareSkillFails = ai.defineFlow('middlewareSkillFails', async (skillName: string) => {
  await ai.generate({
    model: script,
    prompt: 'go',
    use: [skills({ skillPaths: ['test/cases/skills'] })],
    config: { answers: [[call('use_skill', { skillName }, '1')]] },
  });
});

export const middlewareArtifacts = ai.defineFlow('middlewareArtifacts', async (isReadonly: boolean) => {
  const answers = isReadonly
    ? [[call('read_artifact', { name: 'a' }, '1')]]
    : [
        [call('write_artifact', { name: 'a', content: 'text' }, '1')],
        [call('read_artifact', { name: 'a' }, '2'), call('read_artifact', { name: 'b' }, '3')],
      ];
  const { text, request } = await ai.generate({
    model: script,
    prompt: 'go',
    use: [artifacts({ readonly: isReadonly })],
    config: { answers },
  });
  return { told: request?.tools?.map(({ name }) => name), outputs: JSON.parse(text) as unknown, first: request?.messages[0] };
});

/** Asks somebody outside before a tool is run. */
export const middlewareApproves = ai.defineFlow('middlewareApproves', async (approved: string[]) => {
  const options: GenerateOptions = {
    model: script,
    tools: ['middlewareEcho', 'middlewareContext'],
    use: [toolApproval({ approved })],
    config: { answers: [[call('middlewareEcho', 1, 'a'), call('middlewareContext', 2, 'b')]] },
  };
  const first = await ai.generate({ ...options, prompt: 'go' });
  if (first.finishReason !== 'interrupted') return { text: first.text };
  const resume = await ai.waitForReply(first.interrupts);
  const { text } = await ai.generate({ ...options, messages: first.messages, resume });
  return { asked: first.interrupts, text };
});
