import { describe, expect, test } from '@jest/globals';
import { createResourcesApi } from '../../../engine/resources/create-resources-api.ts';
import { expandResourceParts } from '../../../engine/resources/expand-resource-parts.ts';
import { dynamicResource, resource, toResourceName } from '../../../engine/resources/resource.ts';
import { findMatchingResource, resolveResources } from '../../../engine/resources/resolve-resources.ts';
import { createDynamicProvidersApi } from '../../../engine/dynamic-providers/create-dynamic-providers-api.ts';
import { createPluginV2 } from '../../../engine/plugins/create-plugin-v2.ts';
import type { MessageData } from '../../../schemas/message.ts';
import type { Part } from '../../../schemas/part.ts';
import { createBodilessEngine, createEngine, runFlow } from '../registry/create-engine.ts';

const text = (value: string): { content: { text: string }[] } => ({ content: [{ text: value }] });

const textOf = (part: Part): string | undefined => ('text' in part ? part.text : undefined);

function createResources(...plugins: Parameters<typeof createEngine>[0] & {}) {
  const { engine } = createEngine(plugins);
  return { engine, ai: createResourcesApi(engine) };
}

describe('defineResource', () => {
  test('registers a resource under its name, its URI or its template', () => {
    const { engine, ai } = createResources();
    ai.defineResource({ name: 'named', uri: 'my://a', description: 'an a', metadata: { owner: 'me' } }, () => text('a'));
    ai.defineResource({ uri: 'my://b' }, () => text('b'));
    ai.defineResource({ template: 'my://c/{id}' }, () => text('c'));
    expect(engine.registry.list('resource').map(({ key }) => key)).toEqual([
      '/resource/named',
      '/resource/my://b',
      '/resource/my://c/{id}',
    ]);
    expect(engine.registry.lookup('/resource/named')).toMatchObject({
      description: 'an a',
      metadata: { resource: { uri: 'my://a' }, owner: 'me', type: 'resource', dynamic: false },
    });
  });

  test('needs a URI or a template', () => {
    expect(() => createResources().ai.defineResource({ name: 'x' }, () => text(''))).toThrow(
      'INVALID_ARGUMENT: must specify either url or template options',
    );
  });

  test('says of each part where it came from', async () => {
    const { ai } = createResources();
    const byUri = ai.defineResource({ uri: 'my://a' }, () => ({ content: [{ text: 'x', metadata: { mine: 1 } }] }));
    expect(await byUri({ uri: 'my://a' })).toEqual({ content: [{ text: 'x', metadata: { mine: 1, resource: { uri: 'my://a' } } }] });
    const byTemplate = ai.defineResource({ template: 'my://b/{id}' }, ({ uri }) => text(uri));
    expect(await byTemplate({ uri: 'my://b/7' })).toEqual({
      content: [{ text: 'my://b/7', metadata: { resource: { uri: 'my://b/7', template: 'my://b/{id}' } } }],
    });
  });

  test('a part of an inner resource keeps its origin and learns its nearest parent', async () => {
    const { ai } = createResources();
    const inner = ai.defineResource({ uri: 'file://1' }, () => text('one'));
    const middle = ai.defineResource({ template: 'dir://{name}' }, async () => await inner({ uri: 'file://1' }));
    const outer = ai.defineResource({ uri: 'root://' }, async () => await middle({ uri: 'dir://d' }));
    expect((await outer({ uri: 'root://' })).content).toEqual([
      { text: 'one', metadata: { resource: { uri: 'file://1', parent: { uri: 'dir://d', template: 'dir://{name}' } } } },
    ]);
  });

  test('refuses a URI that is not its own', async () => {
    const one = createResources().ai.defineResource({ template: 'my://c/{id}' }, () => text('c'));
    await expect(one({ uri: 'other://c' })).rejects.toMatchObject({
      message: 'INVALID_ARGUMENT: input other://c did not match template my://c/{id}',
    });
    await expect(one({} as never)).rejects.toThrow("must have required property 'uri'");
  });

  test('matches URIs by RFC 6570', () => {
    const matches = (template: string, uri: string): boolean => dynamicResource({ template }).matches({ uri });
    expect(matches('my://c/{id}', 'my://c/1')).toBe(true);
    expect(matches('my://c/{id}', 'my://d/1')).toBe(false);
    expect(matches('my://{a}/x/{b}', 'my://1/x/2')).toBe(true);
    expect(matches('my://{a}/x/{b}', 'my://1/y/2')).toBe(false);
    expect(matches('my://{+path}', 'my://a/b/c')).toBe(true);
    expect(matches('my://{a}{?q}', 'my://x?q=1')).toBe(true);
    expect(matches('my://{a}', 'my://%zz')).toBe(false);
    expect(dynamicResource({ uri: 'my://x' }).matches({ uri: 'my://x' })).toBe(true);
    expect(dynamicResource({ uri: 'my://x' }).matches({ uri: 'my://x/' })).toBe(false);
  });
});

describe('a resource of no registry', () => {
  test('can be called, and says that it is dynamic', async () => {
    const one = resource({ uri: 'my://a' }, ({ uri }, { context }) => text(`${uri} ${String(context['user'])}`));
    expect(resource).toBe(dynamicResource);
    expect(toResourceName(one)).toBe('my://a');
    expect(toResourceName('b')).toBe('b');
    expect(one.action.metadata).toMatchObject({ dynamic: true, type: 'resource' });
    expect((await one({ uri: 'my://a' })).content).toMatchObject([{ text: 'my://a undefined' }]);
  });
});

describe('resolving resources', () => {
  test('by name, by key, of a provider, as they are', async () => {
    const { engine, ai } = createResources();
    ai.defineResource({ name: 'a', uri: 'my://a' }, () => text('a'));
    createDynamicProvidersApi(engine).defineDynamicActionProvider('host', () => ({
      resource: [
        dynamicResource({ name: 'r1', uri: 'my://r1' }, () => text('r1')),
        dynamicResource({ name: 'r2', uri: 'my://r2' }, () => text('r2')),
      ],
    }));
    const dynamic = dynamicResource({ name: 'd', uri: 'my://d' }, () => text('d'));
    const names = async (...given: Parameters<typeof resolveResources>[1] & {}): Promise<string[]> =>
      (await resolveResources(engine, given)).map(({ name }) => name);
    expect(await names('a', '/resource/a', 'host:resource/*', 'host:resource/r1', dynamic)).toEqual(['a', 'a', 'r1', 'r2', 'r1', 'd']);
    expect(await resolveResources(engine)).toEqual([]);
    await expect(names('none')).rejects.toMatchObject({ status: 'NOT_FOUND', message: 'NOT_FOUND: Unable to resolve resource: none' });
    await expect(names('host:resource/none')).rejects.toThrow('Unable to resolve resource: host:resource/none');
  });

  test("a URI finds a given resource first, then the app's, then those of plugins", async () => {
    const plugin = createPluginV2(
      { name: 'p', init: () => [dynamicResource({ template: 'plug://{x}', name: 'all' }, () => text('plugin'))] },
      () => undefined,
    );
    const { engine, ai } = createResources(plugin);
    ai.defineResource({ template: 'my://{x}', name: 'all' }, () => text('all'));
    const given = await resolveResources(engine, [dynamicResource({ uri: 'my://a', name: 'given' }, () => text('given'))]);
    expect((await findMatchingResource(engine, given, 'my://a'))?.name).toBe('given');
    expect((await findMatchingResource(engine, given, 'my://b'))?.name).toBe('all');
    expect((await findMatchingResource(engine, [], 'plug://b'))?.name).toBe('p/all');
    expect(await findMatchingResource(engine, given, 'other://b')).toBeUndefined();
  });
});

describe('expanding resource parts', () => {
  const messages: MessageData[] = [
    { role: 'system', content: [{ text: 'be brief' }] },
    {
      role: 'user',
      content: [{ text: 'compare' }, { resource: { uri: 'my://1' } }, { text: 'and' }, { resource: { uri: 'my://2' } }],
      metadata: { m: 1 },
    },
  ];

  test('puts the contents in place of the parts and leaves the rest alone', async () => {
    const { engine, ai } = createResources();
    ai.defineResource({ template: 'my://{id}' }, ({ uri }) => ({ content: [{ text: `a ${uri}` }, { text: `b ${uri}` }] }));
    const before = JSON.stringify(messages);
    const expanded = await expandResourceParts(engine, messages);
    expect(expanded[0]).toBe(messages[0]);
    expect(expanded[1]).toMatchObject({ role: 'user', metadata: { m: 1 } });
    expect(expanded[1]?.content.map(textOf)).toEqual(['compare', 'a my://1', 'b my://1', 'and', 'a my://2', 'b my://2']);
    expect(JSON.stringify(messages)).toBe(before);
  });

  test('takes the resources that were given', async () => {
    const { engine } = createResources();
    const given = await resolveResources(engine, [dynamicResource({ template: 'my://{id}' }, ({ uri }) => text(uri))]);
    const expanded = await expandResourceParts(engine, messages, given);
    expect(expanded[1]?.content.map(textOf)).toEqual(['compare', 'my://1', 'and', 'my://2']);
  });

  test('fails where none fits', async () => {
    await expect(expandResourceParts(createResources().engine, messages)).rejects.toMatchObject({
      status: 'NOT_FOUND',
      message: 'NOT_FOUND: failed to find matching resource for my://1',
    });
  });

  test('in a flow each read is an activity, and plugins are asked on the worker', async () => {
    const plugin = createPluginV2(
      { name: 'p', init: () => [dynamicResource({ uri: 'my://2', name: 'two' }, () => text('two'))] },
      () => undefined,
    );
    const worker = createResources(plugin);
    const sandbox = createBodilessEngine();
    for (const ai of [worker.ai, createResourcesApi(sandbox)]) ai.defineResource({ uri: 'my://1', name: 'one' }, () => text('one'));
    const { output, calls } = await runFlow(sandbox, worker.engine, () => expandResourceParts(sandbox, messages));
    expect(output[1]?.content.map(textOf)).toEqual(['compare', 'one', 'and', 'two']);
    expect(calls.sort()).toEqual(['/resource/one', '/resource/p/two', '/util/find-resources']);
  });
});
