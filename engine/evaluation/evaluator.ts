import { toActionKey } from '../../schemas/action-key.ts';
import type { BaseEvalDataPoint, EvalRequest, EvalResponse, EvalResponses, EvaluatorInfo } from '../../schemas/eval-request.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { Action, ActionArguments } from '../action.ts';
import { defineCallableAction, type CallableAction } from '../callable-action.ts';
import type { Engine } from '../engine.ts';
import { mergeInputSchema } from '../merge-input-schema.ts';
import { EVALUATION_SCHEMAS } from './evaluation-schemas.ts';
import { runEvaluation } from './run-evaluation.ts';
import { toDefinitionSchema } from '../to-definition-schema.ts';

/** What `ai.defineEvaluator` takes beside the function. Source: Genkit `ai/src/evaluator.ts`. */
export interface EvaluatorDefinition<TDataPointSchema = unknown, TConfigSchema = unknown> {
  readonly name: string;
  readonly displayName: string;
  /** What is measured, in a sentence. */
  readonly definition: string;
  /** Of the cases; cases that do not fit are refused. */
  readonly dataPointType?: TDataPointSchema | undefined;
  /** Of the options; options that do not fit are refused. */
  readonly configSchema?: TConfigSchema | undefined;
  /** That judging costs money. Default true: the CLI asks before it starts. */
  readonly isBilled?: boolean | undefined;
}

/** Judges one case. What it throws becomes the case's error and stops nothing else. */
export type EvaluatorFunction<TDataPoint = BaseEvalDataPoint, TOptions = unknown> = (
  dataPoint: TDataPoint,
  options: TOptions,
  surroundings: ActionArguments,
) => EvalResponse | Promise<EvalResponse>;

/** An evaluator that can be handed to `ai.evaluate`, or called with a request. */
export interface EvaluatorAction<TDataPointSchema = unknown, TConfigSchema = unknown> extends CallableAction<EvalRequest, EvalResponses> {
  readonly __dataPointType?: TDataPointSchema | undefined;
  readonly __configSchema?: TConfigSchema | undefined;
}

/** An evaluator by name. */
export interface EvaluatorReference<TConfigSchema = unknown> {
  readonly name: string;
  readonly configSchema?: TConfigSchema | undefined;
  readonly info?: EvaluatorInfo | undefined;
}

/** The action of an evaluator, not yet registered: what plugins hand over. Its schemas are JSON Schema. */
export function createEvaluatorAction(definition: EvaluatorDefinition<JsonSchema, JsonSchema>, judge: EvaluatorFunction): Action {
  const { name, displayName, configSchema, dataPointType } = definition;
  const dataset = dataPointType === undefined ? {} : { dataset: { type: 'array', items: dataPointType } };
  return {
    key: toActionKey('evaluator', name),
    type: 'evaluator',
    name,
    description: displayName,
    inputSchema: mergeInputSchema(EVALUATION_SCHEMAS.evalRequest, configSchema, dataset),
    outputSchema: EVALUATION_SCHEMAS.evalResponses,
    metadata: {
      type: 'evaluator',
      evaluator: {
        evaluatorIsBilled: definition.isBilled ?? true,
        evaluatorDisplayName: displayName,
        evaluatorDefinition: definition.definition,
        ...(configSchema !== undefined && { customOptions: configSchema }),
      },
    },
    body: (request, surroundings) => runEvaluation(request as EvalRequest, judge, surroundings),
  };
}

/** Registers an evaluator under `/evaluator/<name>`. Throws ALREADY_EXISTS for a second evaluator of that name. */
export function defineEvaluator(engine: Engine, definition: EvaluatorDefinition, judge: EvaluatorFunction): EvaluatorAction {
  const { configSchema, dataPointType, ...rest } = definition;
  const action = createEvaluatorAction(
    { ...rest, configSchema: toDefinitionSchema(engine, configSchema), dataPointType: toDefinitionSchema(engine, dataPointType) },
    judge,
  );
  const callable = defineCallableAction<EvalRequest, EvalResponses>(engine, action);
  return Object.assign(callable, { __dataPointType: dataPointType, __configSchema: configSchema });
}

/** A reference to an evaluator. */
export function evaluatorRef<TConfigSchema = unknown>(reference: EvaluatorReference<TConfigSchema>): EvaluatorReference<TConfigSchema> {
  return { ...reference };
}
