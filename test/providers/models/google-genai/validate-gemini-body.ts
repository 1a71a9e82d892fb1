import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { findSharedFolder } from '../recordings/shared-folder.ts';
import { asJson, type Json } from './gemini-json.ts';

/** Fields that came after the description was made. */
const NEWER: readonly string[] = [
  'CodeExecutionResult.id',
  'ExecutableCode.id',
  'FileSearch.fileSearchStoreNames',
  'ThinkingConfig.thinkingLevel',
  'ToolConfig.includeServerSideToolInvocations',
];

/** Holds bodies against `GenerateContentRequest` of the vendor's own description: wrong types, and names that it does not have. */
export function createGeminiValidator(): (body: unknown) => string[] {
  const description = JSON.parse(readFileSync(join(findSharedFolder(), 'specs/gemini.protos.json'), 'utf8')) as protobuf.INamespace;
  const root = protobuf.Root.fromJSON(description).resolveAll();
  const request = root.lookupType('google.ai.generativelanguage.v1beta.GenerateContentRequest');
  return (body) => {
    const problems: string[] = [];
    // the model is in the URL
    const wrong = request.verify({ model: 'models/any', ...toProtobuf(body, request, problems) });
    return wrong === null ? problems : [...problems, wrong];
  };
}

/** A message's JSON form as `verify` takes it: enumerations as numbers. Notes the names that the message does not have. */
function toProtobuf(value: unknown, type: protobuf.Type, problems: string[]): Json {
  const entries = Object.entries(asJson(value)).flatMap(([key, item]) => {
    const field = type.fields[key];
    if (NEWER.includes(`${type.name}.${key}`)) return [];
    if (field === undefined) problems.push(`${key} is no field of ${type.name}`);
    if (field === undefined) return [];
    const convert = (each: unknown): unknown => toField(each, field, problems);
    return [[key, Array.isArray(item) ? item.map((each) => convert(each)) : convert(item)] as const];
  });
  return Object.fromEntries(entries);
}

function toField(value: unknown, { resolvedType }: protobuf.Field, problems: string[]): unknown {
  if (resolvedType instanceof protobuf.Enum) return resolvedType.values[String(value)] ?? value;
  if (!(resolvedType instanceof protobuf.Type)) return value;
  // JSON of any form
  if (resolvedType.fullName.startsWith('.google.protobuf.')) return {};
  return toProtobuf(value, resolvedType, problems);
}
