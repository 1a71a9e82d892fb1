import type { GenerateRequest, GenerateResponseData } from 'durakit/schemas';

/** Stands in for a real model: a recipe where the output has a schema, else what it was asked. */
export async function pretend({ messages, output }: GenerateRequest): Promise<GenerateResponseData> {
  const asked = messages
    .map(({ role, content }) => `${role}: ${content.map((part) => ('text' in part ? part.text.trim() : '')).join('')}`)
    .join('\n');
  const text = output?.schema === undefined ? asked : JSON.stringify(RECIPE);
  return { message: { role: 'model', content: [{ text }] }, finishReason: 'stop' };
}

const RECIPE = { title: 'Pumpkin soup', minutes: 40, ingredients: ['1 pumpkin', '2 onions', 'cream'] };
