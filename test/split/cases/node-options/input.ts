import { genkit } from 'genkit';
import { googleAI } from '@genkit-ai/google-genai';

const name = process.env.MODEL ?? 'gemini-2.5-flash';
const ai = genkit({ plugins: [googleAI()], model: googleAI.model(name), context: { auth: process.env.AUTH } });
const region = process.env.REGION;

export const tool = ai.defineTool({ name: 'tool', description: `in ${region}` }, async () => region);
export const flow = ai.defineFlow({ name: 'flow', metadata: { region } }, async () => ai.generate('Hello'));
