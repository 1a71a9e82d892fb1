export const user = (...texts: unknown[]): unknown => ({
  role: 'user',
  content: texts.map((text) => (typeof text === 'string' ? { text } : text)),
});
