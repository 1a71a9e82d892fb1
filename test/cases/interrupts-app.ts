import { ai, call, script } from './ai.ts';
import { add, all, ask, type Given } from './tool-set.ts';

export { toolsGenerate, toolsText } from './tool-set.ts';

/** Interrupts: asks, waits for the replies from outside, goes on. */
export const toolsWaitsForReplies = ai.defineFlow('toolsWaitsForReplies', async ({ metadata, ...options }: Given) => {
  const first = await ai.generate({ model: script, prompt: 'go', tools: all, ...options });
  const resume = await ai.waitForReply(first.interrupts, { timeout: '1h' });
  const { config } = options;
  const second = await ai.generate({
    model: script,
    messages: first.messages,
    tools: all,
    resume: { ...resume, ...(metadata && { metadata }) },
    ...(config && { config }),
  });
  return {
    asked: first.messages.at(-1)?.content,
    finishReason: first.finishReason,
    rest: second.messages.slice(first.messages.length - 1),
    text: second.text,
  };
});

export const toolsJournaledReplies = ai.defineFlow({ name: 'toolsJournaledReplies', durability: 'journal' }, async () => {
  const config = { answers: [[call('toolsAdd', { left: 1, right: 2 }, '1'), call('toolsAsk', { question: 'ok?' }, '2')]] };
  const first = await ai.generate({ model: script, prompt: 'go', tools: [add, ask], config });
  const resume = await ai.waitForReply(first.interrupts, { timeout: '1h' });
  const { text } = await ai.generate({ model: script, messages: first.messages, tools: [add, ask], resume, config });
  return text;
});

export const toolsWaitTimesOut = ai.defineFlow('toolsWaitTimesOut', async () => {
  const first = await ai.generate({
    model: script,
    prompt: 'go',
    tools: [ask],
    config: { answers: [[call('toolsAsk', { question: 'ok?' }, '1')]] },
  });
  await ai.waitForReply(first.interrupts, { timeout: 10 });
});

export const toolsWaitsForNoInterrupt = ai.defineFlow('toolsWaitsForNoInterrupt', async () => {
  await ai.waitForReply({ toolRequest: { name: 'toolsAsk', ref: '1' } });
});

/** Asks as long as there is something to ask. */
export const toolsAsksTwice = ai.defineFlow('toolsAsksTwice', async () => {
  const config = { answers: [[call('toolsAsk', { question: 'first?' }, '1')], [call('toolsAsk', { question: 'second?' }, '1')]] };
  let response = await ai.generate({ model: script, prompt: 'go', tools: [ask], config });
  while (response.interrupts.length > 0) {
    const resume = await ai.waitForReply(response.interrupts);
    response = await ai.generate({ model: script, messages: response.messages, tools: [ask], resume, config });
  }
  return response.text;
});
