import type { Ai } from '../engine/create-ai.ts';
import type { ModelAction } from '../engine/define-model.ts';
import { Message } from '../engine/generate/message.ts';
import type { Registry } from '../engine/registry.ts';
import type { ModelInfo, ModelSupports } from '../schemas/model-info.ts';
import { findAi } from './find-ai.ts';
import type { ScriptedFunction, ScriptedValue } from './scripted-answer.ts';
import type { RequestRecord } from './request-record.ts';
import { scriptedModel, type Script, type ScriptedModel } from './scripted-model.ts';

/** The same answer to every call; a function that answers each; or a queue, whose last answer is repeated. An `Error` is thrown. */
export type MockRespond = ScriptedValue | MockRespondFunction | readonly ScriptedValue[];

/** As a {@link ScriptedFunction}, and it may give nothing: an empty answer, for those who only stream. */
export type MockRespondFunction = (
  ...parameters: Parameters<ScriptedFunction>
) => ScriptedValue | undefined | void | Promise<ScriptedValue | undefined | void>;

/** Options of {@link mockModel}. */
export interface MockModelOptions {
  /** Default `mockModel`. */
  readonly name?: string;
  readonly info?: ModelInfo;
  /** Over those of `info`. Default: it can do everything; `constrained: 'none'` has output schemas put into the prompt instead. */
  readonly supports?: ModelSupports;
  /** Default: an empty text. */
  readonly respond?: MockRespond;
}

/** A model with a record of its calls. */
export type MockModel = ModelAction & RequestRecord & MockControl;

/** What a test asks and tells a mock model beside the record. */
export interface MockControl {
  /** The last message of the last request, with the getters of a response's message. */
  readonly lastRequestMessage: Message | undefined;
  /** Answers otherwise from here on; the record stays. */
  respondWith(respond: MockRespond): void;
  /** Empties the record and begins the first answers anew. */
  reset(): void;
}

/**
 * Defines a model that answers as a test says, as Genkit's `mockModel` (`genkit/testing`): a queue repeats its last answer. Use
 * `scriptedModel` where one call too many shall fail.
 */
export function mockModel(owner: Ai | Registry, { name = 'mockModel', info, supports, respond = '' }: MockModelOptions = {}): MockModel {
  const options = { name, info: { ...info, supports: { ...info?.supports, ...supports } } };
  return toMockModel(scriptedModel(findAi(owner), toScript(respond), options), respond);
}

function toMockModel(model: ScriptedModel, first: MockRespond): MockModel {
  const { respondWith, reset } = model;
  // a queue knows how far it is: beginning anew needs a new one
  const members: MockControl = {
    respondWith: (respond) => respondWith(toScript(respond)),
    reset: () => {
      reset();
      respondWith(toScript(first));
    },
    get lastRequestMessage() {
      const last = model.lastRequest?.messages.at(-1);
      return last === undefined ? undefined : new Message(last);
    },
  };
  return Object.defineProperties(model, Object.getOwnPropertyDescriptors(members)) as unknown as MockModel;
}

function toScript(respond: MockRespond): Script {
  if (typeof respond === 'function') return async (request, call) => (await respond(request, call)) ?? { content: [] };
  const queue = isQueue(respond) ? respond : [respond];
  let calls = 0;
  return () => queue[Math.min(calls++, queue.length - 1)] ?? '';
}

function isQueue(respond: MockRespond): respond is readonly ScriptedValue[] {
  return Array.isArray(respond);
}
