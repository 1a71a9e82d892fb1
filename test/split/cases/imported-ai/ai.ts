import { genkit } from 'genkit/beta';
import { googleAI } from '@genkit-ai/google-genai';

export const ai = genkit({ plugins: [googleAI()], promptDir: './prompts' });
