import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FlowHandle } from '../../engine/flow-handle.ts';
import { waitUntil } from '../setup/wait-until.ts';
import type { CaseTable } from './case-table.ts';
import { marked, model, request, response, says, text, tool } from './message-json.ts';

const stop = { finishReason: 'stop' };
const files = [1, 2].map((number) => path.join(tmpdir(), `durakit-cases-${process.pid}-${number}`));

/** Tools that fail or are stopped. */
export const toolFailuresTable: CaseTable = [
  {
    name: 'a failing tool ends the call with its own words',
    flow: 'toolsText',
    input: says(request('toolsFails', 'out of range', '1')),
    error: { status: 'INTERNAL', message: 'out of range', step: 'toolsFails' },
  },
  {
    name: 'a failing tool keeps its status',
    flow: 'toolsText',
    input: says(request('toolsFailsWithStatus', {}, '1')),
    error: { status: 'NOT_FOUND', message: 'no such user', step: 'toolsFailsWithStatus' },
  },
  {
    name: 'of two failing tools the first in order counts, whichever failed first, and the others finish',
    flow: 'toolsSiblingsFinish',
    input: 'siblings',
    result: ['failed behind siblings', true],
  },
  {
    name: "toolErrors 'return' of the call tells the model",
    flow: 'toolsGenerate',
    input: {
      ...says(request('toolsFails', 'out of range', '1'), request('toolsFailsWithStatus', {}, '2'), request('toolsSame', 3, '3')),
      toolErrors: 'return',
    },
    result: {
      messages: [
        model(request('toolsFails', 'out of range', '1'), request('toolsFailsWithStatus', {}, '2'), request('toolsSame', 3, '3')),
        tool(
          marked(response('toolsFails', '1', { error: { status: 'INTERNAL', message: 'out of range' } }), { error: true }),
          marked(response('toolsFailsWithStatus', '2', { error: { status: 'NOT_FOUND', message: 'no such user' } }), { error: true }),
          response('toolsSame', '3', 3),
        ),
        model(
          text('[{"error":{"status":"INTERNAL","message":"out of range"}},{"error":{"status":"NOT_FOUND","message":"no such user"}},3]'),
        ),
      ],
      ...stop,
    },
  },
  {
    name: "toolErrors 'return' of the tool tells the model",
    flow: 'toolsText',
    input: says(request('toolsReturnsErrors', 'oh', '1')),
    result: '[{"error":{"status":"INTERNAL","message":"oh"}}]',
  },
  {
    name: "toolErrors 'return' of a tool by name tells the model",
    flow: 'toolsText',
    input: { ...says(request('toolsReturnsErrors', 'oh', '1')), tools: ['toolsReturnsErrors'] },
    result: '[{"error":{"status":"INTERNAL","message":"oh"}}]',
  },
  {
    name: "toolErrors 'throw' of the tool wins over the call's",
    flow: 'toolsText',
    input: { ...says(request('toolsThrowsErrors', 'oh', '1')), toolErrors: 'return' },
    error: { status: 'INTERNAL', message: 'oh' },
  },
  {
    name: 'a failure beside an interrupt is thrown',
    flow: 'toolsText',
    input: says(request('toolsAsk', { question: 'ok?' }, '1'), request('toolsFails', 'oh', '2')),
    error: { status: 'INTERNAL', message: 'oh' },
  },
  {
    name: 'a tool that the model made up is an error also where errors are returned',
    flow: 'toolsText',
    input: { ...says(request('toolsMadeUp', {}, '1')), toolErrors: 'return' },
    error: { status: 'NOT_FOUND', message: 'NOT_FOUND: Tool toolsMadeUp not found' },
  },
  {
    name: 'a cancelled run stops all its tools, and no model hears of it',
    flow: 'toolsCancelled',
    input: files,
    drive: async (handle: FlowHandle): Promise<void> => {
      await waitUntil('both tools run', () => files.every((file) => existsSync(file)));
      await handle.cancel('enough');
    },
    result: 'CANCELLED',
  },
];
