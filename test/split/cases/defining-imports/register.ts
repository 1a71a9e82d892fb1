export function register(ai) {
  ai.defineTool({ name: 'registered', description: 'r' }, async () => 1);
}
