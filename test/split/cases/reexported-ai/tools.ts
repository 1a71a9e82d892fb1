import ai from './ai';

export const now = ai.defineTool({ name: 'now', description: 'the time' }, async () => new Date().toISOString());
