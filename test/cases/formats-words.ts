import type { CaseTable } from './case-table.ts';

export const schema = { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] };
export const objects = { type: 'array', items: schema };
export const colours = { type: 'string', enum: ['red', 'green'] };
export const text = JSON.stringify(schema);
export const json = { format: 'json', contentType: 'application/json', constrained: true, schema };
export const answer = (
  name: string,
  { output, text: said, result }: { output: unknown; text: string; result: unknown },
): CaseTable[number] => ({
  name,
  flow: 'formatsAnswer',
  input: { output, config: { answers: [said] } },
  result,
});
