import { expect, test } from '@jest/globals';
import * as devLocalInWorkflow from '../../../dev-local-vectorstore.workflow.ts';
import * as devLocal from '../../../dev-local-vectorstore.ts';
import * as embedder from '../../../embedder.ts';
import * as evaluator from '../../../evaluator.ts';
import * as reranker from '../../../reranker.ts';
import * as retriever from '../../../retriever.ts';
import { createRetrievalApi } from '../../../engine/retrieval/retrieval-api.ts';
import { createTestEngine } from './create-test-engine.ts';

const namesOf = (module: object): string[] => Object.keys(module).sort();

test("the stand-ins have the names of Genkit's packages", () => {
  expect(namesOf(embedder)).toEqual(['EmbedderInfoSchema', 'EmbeddingSchema', 'embedderRef']);
  expect(namesOf(retriever)).toEqual([
    'CommonRetrieverOptionsSchema',
    'Document',
    'DocumentDataSchema',
    'IndexerInfoSchema',
    'RetrieverInfoSchema',
    'indexerRef',
    'retrieverRef',
  ]);
  expect(namesOf(reranker)).toEqual([
    'CommonRerankerOptionsSchema',
    'RankedDocument',
    'RankedDocumentDataSchema',
    'RankedDocumentMetadataSchema',
    'RerankerInfoSchema',
    'rerankerRef',
  ]);
  expect(namesOf(evaluator)).toEqual([
    'BaseDataPointSchema',
    'BaseEvalDataPointSchema',
    'EvalResponseSchema',
    'EvalResponsesSchema',
    'EvalStatusEnum',
    'EvaluatorInfoSchema',
    'ScoreSchema',
    'evaluatorRef',
  ]);
});

test('the vector store has the same names on both sides', () => {
  expect(namesOf(devLocal)).toEqual([
    'configureDevLocalIndexer',
    'configureDevLocalRetriever',
    'default',
    'devLocalIndexerRef',
    'devLocalRetrieverRef',
    'devLocalVectorstore',
  ]);
  expect(namesOf(devLocalInWorkflow)).toEqual(namesOf(devLocal));
  expect(devLocalInWorkflow.devLocalVectorstore([])).toEqual({ name: 'devLocalVectorstore' });
});

test('in the sandbox the vector store is defined by name, without what runs on the worker', () => {
  const { engine } = createTestEngine({ worker: createTestEngine().engine });
  const ai = createRetrievalApi(engine);
  const own = { indexName: 'animals', embedder: 'words/count' };
  const defined = [devLocalInWorkflow.configureDevLocalRetriever(ai, own), devLocalInWorkflow.configureDevLocalIndexer(ai, own)];
  expect(defined.map(({ key }) => key)).toEqual(['/retriever/devLocalVectorstore/animals', '/indexer/devLocalVectorstore/animals']);
  expect(defined.map(({ key }) => engine.registry.lookup(key)?.body)).toEqual([undefined, undefined]);
});
