/** What is other for some recordings. */
export interface Difference {
  /** Beginnings of the recordings' names. */
  readonly names: readonly string[];
  /**
   * `request`: what is sent differs, and is not compared. `specification`: it does not fit OpenAI's description. `answer`: the answer holds what the
   * adapter does not read. `unsupported`: the call fails before anything is sent, and the answer is read for another question.
   * `reported`: the vendor reported an error with status 200.
   */
  readonly kind: 'request' | 'specification' | 'answer' | 'unsupported' | 'reported';
  readonly reason: string;
}

/** Where the adapter does otherwise than the recorded client, or the vendor otherwise than OpenAI. */
export const knownDifferences: readonly Difference[] = [
  {
    names: ['azure-foundry/test-prompt-content-filtering.json:0'],
    kind: 'reported',
    reason: 'Azure reports a blocked prompt with status 200 and a body that says 400.',
  },
  {
    names: ['groq/test-reasoning-wire-contract-groq-qwen3-effort-setting.json:0'],
    kind: 'specification',
    reason: "Groq has values of service_tier and reasoning_effort that OpenAI's description does not have.",
  },
  {
    names: [
      'mistral/chat-mistral-hybrid-reasoning-replays-thinking-chunks-across-turns.json:1',
      'mistral/chat-with-extended-thinking-mistral-mistral-small-latest-preserves-thinking-sign.json:1',
    ],
    kind: 'request',
    reason: "Mistral's own client sends earlier reasoning as thinking chunks; here it goes into reasoning_content.",
  },
  {
    names: [
      'mistral/chat-document-models-mistral-mistral-small-latest-understands-docx-documents.json:0',
      'mistral/test-multimodal-tool-return-matrix-tool-return-content-url-document-mistral.json:1',
      'openrouter/test-openrouter-document-url-no-force-download.json:0',
    ],
    kind: 'unsupported',
    reason: "Documents by URL and other documents than PDF are the vendors' own extensions.",
  },
  {
    names: ['mistral/test-multimodal-tool-return-matrix-direct-url-force-download-document-mistral.json:1'],
    kind: 'request',
    reason: "Mistral's own client sends a PDF as document_url; here it is OpenAI's file.",
  },
  {
    names: ['openrouter/test-openrouter-advisor-tool.json:0'],
    kind: 'request',
    reason: 'A tool that runs at OpenRouter is no function tool.',
  },
  {
    names: ['openai/test-open-ai-function-calls-with-events-with-no-content.json'],
    kind: 'answer',
    reason: 'The old functions API answers with function_call, which the adapter does not read.',
  },
];

/** The difference of that kind that a recording has, if it has one. */
export function findDifference(name: string, kind: Difference['kind']): Difference | undefined {
  return knownDifferences.find((difference) => difference.kind === kind && difference.names.some((start) => name.startsWith(start)));
}
