import { asJson, asList, toBlocks, type Json } from './claude-json.ts';

/** A body in the form in which two that mean the same are equal. */
export function normalizeClaudeBody(recorded: unknown): Json {
  const { messages, system, tools, output_format: format, output_config: config, ...rest } = asJson(recorded);
  const { format: newFormat, ...output } = asJson(config);
  return dropEmpty({
    ...rest,
    ...output,
    // the older name of the same
    format: newFormat ?? format,
    system: toBlocks(system ?? []).map((block) => normalizeBlock(block)),
    messages: mergeNeighbours(asList(messages)),
    tools: asList(tools).map(({ eager_input_streaming: _eager, ...tool }) => dropEmpty(tool)),
  });
}

/** Two messages of one role in a row say the same as one. */
function mergeNeighbours(messages: readonly Json[]): Json[] {
  const merged: { role: unknown; content: Json[] }[] = [];
  for (const { role, content } of messages) {
    const blocks = toBlocks(content).map((block) => normalizeBlock(block));
    const last = merged.at(-1);
    if (last !== undefined && last.role === role) last.content.push(...blocks);
    else merged.push({ role, content: blocks });
  }
  return merged;
}

function normalizeBlock({ content, ...block }: Json): Json {
  const inner = content === undefined ? {} : { content: toBlocks(content).map((each) => normalizeBlock(each)) };
  // spaces at the end of a text are refused in the last message
  const text = typeof block['text'] === 'string' ? { text: block['text'].trimEnd() } : {};
  return dropEmpty({ ...block, ...text, ...inner });
}

/** No value, an empty text, an empty list and `false` say the same as nothing in these bodies. */
function dropEmpty(object: Json): Json {
  const isEmpty = (value: unknown): boolean =>
    value === undefined || value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(object).filter(([, value]) => !isEmpty(value)));
}
