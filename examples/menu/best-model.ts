import type { Plugin } from 'durakit';
import { openAICompatible } from 'durakit/openai-compatible';
import { createEchoModelAction } from 'durakit/testing';

type Model = Awaited<ReturnType<NonNullable<Plugin['resolve']>>>;

/** The best model that this machine has, as `example/best`: OpenAI's with a key, else Ollama's first, else an echo. */
export function bestModel(): Plugin {
  return {
    name: 'example',
    init: async () => {
      const { model, says } = (await fromOpenAI()) ?? (await fromOllama()) ?? fromEcho();
      console.error(`model: ${says}`);
      return model === undefined ? [] : [{ ...model, key: '/model/example/best', name: 'example/best' }];
    },
  };
}

async function fromOpenAI(): Promise<{ model: Model; says: string } | undefined> {
  if (!process.env['OPENAI_API_KEY']) return undefined;
  const openai = openAICompatible({ name: 'openai', baseURL: process.env['OPENAI_BASE_URL'] ?? 'https://api.openai.com/v1' });
  const name = process.env['OPENAI_MODEL'] ?? 'gpt-5-mini';
  return { model: await openai.resolve?.('model', `openai/${name}`), says: `${name} (OPENAI_API_KEY is set)` };
}

async function fromOllama(): Promise<{ model: Model; says: string } | undefined> {
  const baseURL = 'http://127.0.0.1:11434/v1';
  const response = await fetch(`${baseURL}/models`, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined);
  if (!response?.ok) return undefined;
  const { data } = (await response.json()) as { data?: { id: string }[] };
  const name = data?.[0]?.id;
  if (name === undefined) return undefined;
  const ollama = openAICompatible({ name: 'ollama', baseURL });
  return { model: await ollama.resolve?.('model', `ollama/${name}`), says: `${name} of the Ollama on this machine` };
}

function fromEcho(): { model: Model; says: string } {
  return { model: createEchoModelAction().action, says: 'none found, so an echo. Set OPENAI_API_KEY or start Ollama for a real one' };
}
