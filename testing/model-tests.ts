import { deepStrictEqual, equal, match } from 'node:assert/strict';
import { z } from 'zod';
import type { Ai } from '../engine/create-ai.ts';
import type { ModelArgument } from '../engine/define-model.ts';
import type { ModelSupports } from '../schemas/model-info.ts';

/** What one test of a model has. */
export interface ModelTestCase {
  readonly ai: Ai;
  readonly model: ModelArgument;
}

/** A question that any model can answer. */
export interface ModelTest {
  readonly description: string;
  /** Skipped where the model says that it cannot do this. */
  readonly needs?: keyof ModelSupports;
  /** Throws where the answer is wrong. */
  readonly run: (testCase: ModelTestCase) => Promise<void>;
}

/** A plus sign, 32 by 32, black on white. */
const PLUS =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAAAAABWESUoAAAAJElEQVR42mP4TwAwDD4FDEAwqgC3AgasgL4KRuOCVAWDM+sBAHYhXM5+lGhEAAAAAElFTkSuQmCC';

/** In Genkit's order and with its names. Source: Genkit `ai/src/testing/model-tester.ts`. */
export const modelTests: readonly ModelTest[] = [
  { description: 'basic hi', run: greet },
  { description: 'multimodal', needs: 'media', run: see },
  { description: 'history', needs: 'multiturn', run: remember },
  { description: 'system prompt', run: obey },
  { description: 'structured output', run: extract },
  { description: 'tool calling', needs: 'tools', run: callTool },
];

async function greet({ ai, model }: ModelTestCase): Promise<void> {
  const { text } = await ai.generate({ model, prompt: 'just say "Hi", literally' });
  match(text.trim(), /Hi/i);
}

async function see({ ai, model }: ModelTestCase): Promise<void> {
  const question = 'what math operation is this? plus, minus, multiply or divide?';
  const { text } = await ai.generate({ model, prompt: [{ media: { url: PLUS, contentType: 'image/png' } }, { text: question }] });
  match(text.trim(), /plus/i);
}

async function remember({ ai, model }: ModelTestCase): Promise<void> {
  const { messages } = await ai.generate({ model, prompt: 'My name is Glorb' });
  const { text } = await ai.generate({ model, messages, prompt: "What's my name?" });
  match(text.trim(), /Glorb/);
}

async function obey({ ai, model }: ModelTestCase): Promise<void> {
  const { text } = await ai.generate({ model, system: 'If the user says "Hi", just say "Bye"', prompt: 'Hi' });
  equal(text.trim(), 'Bye');
}

async function extract({ ai, model }: ModelTestCase): Promise<void> {
  const schema = z.object({ name: z.string(), occupation: z.string() });
  const { output } = await ai.generate({
    model,
    prompt: 'extract data as json from: Jack was a Lumberjack',
    output: { format: 'json', schema },
  });
  deepStrictEqual(output, { name: 'Jack', occupation: 'Lumberjack' });
}

async function callTool({ ai, model }: ModelTestCase): Promise<void> {
  // not registered, so that an app's models can be tested twice
  const gablorken = ai.dynamicTool(
    {
      name: 'gablorkenTool',
      description: 'use when need to calculate a gablorken',
      inputSchema: z.object({ value: z.number() }),
      outputSchema: z.number(),
    },
    async ({ value }) => value ** 3 + 1.407,
  );
  const { text } = await ai.generate({ model, prompt: 'what is a gablorken of 2? use provided tool', tools: [gablorken] });
  match(text.trim(), /9\.407/);
}
