import { expect, test } from '@jest/globals';
import { describeDev } from '../../../cli/dev/describe-dev.ts';

const services = { temporalAddress: '127.0.0.1:7233', uiUrl: 'http://127.0.0.1:8233', namespace: 'default' };

test('gives the addresses and a call that can be copied', () => {
  const text = describeDev({
    services,
    server: { url: 'http://127.0.0.1:3400' },
    flows: [{ name: 'menu' }],
    agents: [],
    firstRun: { flow: 'menu', input: { theme: "it's" } },
    seconds: 2.84,
  }).join('\n');
  expect(text).toContain('http://127.0.0.1:8233/namespaces/default/workflows');
  expect(text).toContain(`-d '{"data":{"theme":"it'\\''s"}}' http://127.0.0.1:3400/menu`);
  expect(text).toContain(`run menu '{"theme":"it'\\''s"}'`);
  expect(text).toContain('Up after 2.8 s.');
});

test('says nothing of what is not there', () => {
  const { uiUrl: _uiUrl, ...bare } = services;
  const text = describeDev({
    services: bare,
    server: undefined,
    flows: [{ name: 'menu' }],
    agents: [],
    firstRun: undefined,
    seconds: 1,
  }).join('\n');
  expect(text).not.toMatch(/Temporal UI|API|curl/);
  expect(text).toContain('run menu\n');
});

test('of an app with agents alone, it says how to talk to one', () => {
  const text = describeDev({ services, server: { url: 'http://x' }, flows: [], agents: ['support'], firstRun: undefined, seconds: 1 }).join(
    '\n',
  );
  expect(text).toContain('chat support\n');
  expect(text).not.toContain('curl');
});
