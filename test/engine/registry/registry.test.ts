import { describe, expect, test } from '@jest/globals';
import type { Action } from '../../../engine/action.ts';
import { createChildRegistry, createRegistry } from '../../../engine/registry.ts';
import { DYNAMIC_ACTION_HOSTS, type DynamicActionHost } from '../../../engine/registry/dynamic-action-host.ts';
import { toActionKey, type ActionType } from '../../../schemas/action-key.ts';

function action(type: ActionType, name: string, more: Partial<Action> = {}): Action {
  return { key: toActionKey(type, name), type, name, ...more };
}

describe('definitions', () => {
  test('two with one key are refused', () => {
    const registry = createRegistry([]);
    registry.register(action('tool', 'a'));
    expect(() => registry.register(action('tool', 'a'))).toThrow('ALREADY_EXISTS: /tool/a is defined twice');
  });

  test('registration by hand overwrites, and logs it', () => {
    const logged: string[] = [];
    const registry = createRegistry([], { log: (message) => logged.push(message) });
    registry.registerAction('tool', action('tool', 'a', { description: 'first' }));
    expect(logged).toEqual([]);
    registry.registerAction('tool', action('tool', 'a', { description: 'second' }));
    expect(logged).toEqual(['ERROR: /tool/a already has an entry in the registry. Overwriting.']);
    expect(registry.lookup('/tool/a')?.description).toBe('second');
  });

  test('registration under another type is refused', () => {
    expect(() => createRegistry([]).registerAction('model', action('tool', 'a'))).toThrow(
      'INVALID_ARGUMENT: action type (model) does not match type on action (tool)',
    );
  });

  test('two plugins of one name are refused', () => {
    expect(() => createRegistry([{ name: 'p' }, { name: 'p' }])).toThrow('Plugin p already registered');
  });
});

describe('looking up an action', () => {
  test('starts the plugin of the key once, and only that one', async () => {
    const started: string[] = [];
    const plugin = (name: string): { name: string; init: () => Action[] } => ({
      name,
      init: () => {
        started.push(name);
        return [action('model', `${name}/m`)];
      },
    });
    const registry = createRegistry([plugin('p'), plugin('q')]);
    expect(registry.lookup('/model/p/m')).toBeUndefined();
    const found = await Promise.all([registry.lookupAction('/model/p/m'), registry.resolve('/model/p/m')]);
    expect(found.map((item) => item?.name)).toEqual(['p/m', 'p/m']);
    expect(started).toEqual(['p']);
  });

  test('prefers what is registered over the plugin, the plugin over the parent', async () => {
    const asked: string[] = [];
    const plugin = {
      name: 'p',
      resolve: (type: ActionType, name: string) => {
        asked.push(`${type} ${name}`);
        return name === 'p/known' ? action(type, name, { description: 'resolved' }) : undefined;
      },
    };
    const registry = createRegistry([plugin]);
    registry.register(action('model', 'p/own', { description: 'own' }));
    expect((await registry.lookupAction('/model/p/own'))?.description).toBe('own');
    expect((await registry.lookupAction('/model/p/known'))?.description).toBe('resolved');
    await registry.lookupAction('/model/p/known');
    expect(asked).toEqual(['model p/known']);
    expect(await registry.lookupAction('/model/p/none')).toBeUndefined();
    expect(await registry.lookupAction('no key')).toBeUndefined();
  });

  test('a plugin that fails to start is asked again', async () => {
    let starts = 0;
    const init = (): Action[] => {
      starts += 1;
      if (starts === 1) throw new Error('offline');
      return [action('model', 'p/m')];
    };
    const registry = createRegistry([{ name: 'p', init }]);
    await expect(registry.lookupAction('/model/p/m')).rejects.toThrow('offline');
    expect((await registry.lookupAction('/model/p/m'))?.name).toBe('p/m');
  });

  test('asks the dynamic action provider of the key', async () => {
    const registry = createRegistry([]);
    const host: DynamicActionHost = {
      resolveAction: async (type, name) => (name === 'a/b' ? action(type, name) : undefined),
      listActionMetadata: async () => [
        { actionType: 'tool', name: 'a' },
        { actionType: 'tool', name: 'ab' },
      ],
      getActionMetadataRecord: async (prefix) => ({ [`${prefix}:tool/a`]: { actionType: 'tool', name: 'a' } }),
    };
    registry.registerValue(DYNAMIC_ACTION_HOSTS, 'host', host);
    expect((await registry.lookupAction('/dynamic-action-provider/host:tool/a/b'))?.name).toBe('a/b');
    expect(await registry.lookupAction('/dynamic-action-provider/host:tool/c')).toBeUndefined();
    expect(await registry.lookupAction('/dynamic-action-provider/other:tool/c')).toBeUndefined();
    expect(await registry.resolveActionNames('/dynamic-action-provider/host:tool/*')).toEqual([
      '/dynamic-action-provider/host:tool/a',
      '/dynamic-action-provider/host:tool/ab',
    ]);
    expect(await registry.resolveActionNames('/tool/none')).toEqual([]);
    // from a child as well
    expect((await registry.withParent().lookupAction('/dynamic-action-provider/host:tool/a/b'))?.name).toBe('a/b');
    expect(await registry.withParent().resolveActionNames('/dynamic-action-provider/host:tool/a*')).toHaveLength(2);
  });

  test('an action of our own is found, and in no list', async () => {
    const registry = createRegistry([]);
    registry.registerBuiltIn(action('util', 'find'));
    expect((await registry.lookupAction('/util/find'))?.name).toBe('find');
    expect(registry.lookup('/util/find')?.name).toBe('find');
    expect(registry.list()).toEqual([]);
    expect(await registry.listResolvableActions()).toEqual({});
  });
});

describe('a child registry', () => {
  test("has its own actions and its parent's, and changes nothing there", async () => {
    const parent = createRegistry([]);
    parent.register(action('tool', 'a'));
    parent.register(action('tool', 'b', { description: 'parent' }));
    const child = createChildRegistry(parent);
    child.register(action('tool', 'b', { description: 'child' }));
    child.register(action('tool', 'c'));
    child.registerValue('format', 'f', 1);
    child.registerSchema('S', { jsonSchema: {} });
    expect((await child.lookupAction('/tool/a'))?.name).toBe('a');
    expect((await child.lookupAction('/tool/b'))?.description).toBe('child');
    expect(child.lookup('/tool/a')?.name).toBe('a');
    expect(child.list('tool').map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(Object.keys(await child.listActions())).toEqual(['/tool/a', '/tool/b', '/tool/c']);
    expect((await child.listResolvableActions())['/tool/b']?.description).toBe('child');
    expect(child.parent).toBe(parent);
    expect(parent.list()).toHaveLength(2);
    expect(parent.lookupValue('format', 'f')).toBeUndefined();
    expect(parent.lookupSchema('S')).toBeUndefined();
    expect((await parent.lookupAction('/tool/b'))?.description).toBe('parent');
  });
});

describe('lists', () => {
  test('listActions has what is registered, by key, after every plugin was started', async () => {
    const registry = createRegistry([{ name: 'p', init: () => [action('model', 'p/m')] }]);
    registry.register(action('tool', 'a'));
    expect(Object.keys(await registry.listActions()).sort()).toEqual(['/model/p/m', '/tool/a']);
  });

  test('listResolvableActions adds what plugins list and what providers have', async () => {
    const registry = createRegistry([{ name: 'p', list: () => [{ actionType: 'model', name: 'p/later' }] }]);
    registry.register(action('tool', 'a', { description: 'does a', inputSchema: { type: 'object' } }));
    registry.register(action('dynamic-action-provider', 'host'));
    registry.registerValue(DYNAMIC_ACTION_HOSTS, 'host', {
      getActionMetadataRecord: async (prefix: string) => ({ [`${prefix}:tool/x`]: { actionType: 'tool', name: 'x' } }),
    });
    expect(await registry.listResolvableActions()).toEqual({
      '/model/p/later': { actionType: 'model', name: 'p/later' },
      '/tool/a': { key: '/tool/a', actionType: 'tool', name: 'a', description: 'does a', inputSchema: { type: 'object' } },
      '/dynamic-action-provider/host': { key: '/dynamic-action-provider/host', actionType: 'dynamic-action-provider', name: 'host' },
      '/dynamic-action-provider/host:tool/x': { actionType: 'tool', name: 'x' },
    });
  });

  test('a plugin or provider that fails is logged and left out', async () => {
    const logged: unknown[] = [];
    const registry = createRegistry(
      [
        { name: 'p', list: () => [{ actionType: 'model', name: '' }] },
        { name: 'q', list: () => [{ name: 'q/m' } as never] },
        { name: 'r', list: () => [{ actionType: 'model', name: 'r/m' }] },
      ],
      { log: (message, error) => logged.push([message, (error as Error).message]) },
    );
    registry.register(action('dynamic-action-provider', 'host'));
    registry.registerValue(DYNAMIC_ACTION_HOSTS, 'host', { getActionMetadataRecord: () => Promise.reject(new Error('offline')) });
    expect(Object.keys(await registry.listResolvableActions())).toEqual(['/model/r/m', '/dynamic-action-provider/host']);
    expect(logged).toEqual([
      ['Error listing actions for p\n', 'INVALID_ARGUMENT: Invalid metadata when listing actions from plugin p - name required'],
      ['Error listing actions for q\n', 'INVALID_ARGUMENT: Invalid metadata when listing actions from plugin q - actionType required'],
      ['Error listing actions for Dynamic Action Provider host', 'offline'],
    ]);
  });
});

describe('values', () => {
  test("are kept by type and name, and a child sees its parent's", () => {
    const parent = createRegistry([{ name: 'p', middleware: () => [{ name: 'log' }] }]);
    parent.registerValue('defaultModel', 'defaultModel', 'm');
    const child = parent.withParent();
    child.registerValue('defaultModel', 'other', undefined);
    expect(child.lookupValue('defaultModel', 'defaultModel')).toBe('m');
    expect(child.lookupValue('format', 'defaultModel')).toBeUndefined();
    expect(child.listValues('defaultModel')).toEqual({ defaultModel: 'm', other: undefined });
    expect(child.listValues('middleware')).toEqual({ log: { name: 'log' } });
    expect(parent.listValues('nothing')).toEqual({});
  });
});
