import { ai } from './ai';
export const getUser = ai.defineTool({ name: 'getUser', description: 'user' }, async () => 1);
