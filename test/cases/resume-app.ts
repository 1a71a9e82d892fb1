import { ai, call, script } from './ai.ts';
import { all, ask, pay, type Given } from './tool-set.ts';

/** Answers made in the flow itself, with `respond` and `restart` of the tools. */
export const toolsRespondsItself = ai.defineFlow('toolsRespondsItself', async () => {
  const config = {
    answers: [[call('toolsAsk', { question: 'ok?' }, '1'), call('toolsPay', { amount: 1 }, '2'), call('toolsPay', { amount: 2 }, '3')]],
  };
  const first = await ai.generate({ model: script, prompt: 'go', tools: [ask, pay], config });
  const [asked, payment, otherPayment] = first.interrupts;
  if (asked === undefined || payment === undefined || otherPayment === undefined) throw new Error('it did not ask');
  const respond = ask.respond(asked, { yes: true }, { metadata: { by: 'Ada' } });
  const restart = [pay.restart(payment), pay.restart(otherPayment, { sure: true }, { replaceInput: { amount: 20 } })];
  const second = await ai.generate({ model: script, messages: first.messages, tools: [ask, pay], resume: { respond, restart }, config });
  return { respond, restart, text: second.text };
});

export const toolsWrongAnswers = ai.defineFlow('toolsWrongAnswers', async () => {
  const { interrupts } = await ai.generate({
    model: script,
    prompt: 'go',
    tools: [ask, pay],
    config: { answers: [[call('toolsAsk', { question: 'ok?' }, '1'), call('toolsPay', { amount: 1 }, '2')]] },
  });
  const [asked, payment] = interrupts;
  const attempts = [
    () => ask.respond(asked as never, { no: 1 } as never),
    () => pay.restart(payment as never, undefined, { replaceInput: { amount: 'much' } as never }),
    () => ask.respond({ text: 'x' } as never, { yes: true }),
  ];
  return attempts.map((attempt) => {
    try {
      return attempt();
    } catch (error) {
      return (error as Error).message.split('\n\n').slice(0, 2).join(' ');
    }
  });
});

/** `resume` with what the caller has at hand. */
export const toolsResumes = ai.defineFlow('toolsResumes', async (options: Given) => {
  const chunks: unknown[] = [];
  const { messages, text } = await ai.generate({
    model: script,
    tools: all,
    ...options,
    onChunk: (chunk) => void chunks.push(chunk.toJSON()),
  });
  return { messages: messages.slice(0, -1), text, chunks };
});

/** A hook that swallows what a tool says. */
export const toolsResumeLosesResponse = ai.defineFlow('toolsResumeLosesResponse', async () => {
  const swallow = ai.defineMiddleware({ name: 'toolsSwallow' }, () => ({ tool: async () => undefined }));
  const messages = [
    { role: 'user' as const, content: 'go' },
    { role: 'model' as const, content: [call('toolsPay', { amount: 1 }, '1')] },
  ];
  const restart = { toolRequest: { name: 'toolsPay', ref: '1', input: { amount: 1 } }, metadata: { resumed: true } };
  await ai.generate({ model: script, messages, tools: [pay], resume: { restart }, use: [swallow()] });
});
