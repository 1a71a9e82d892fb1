import { describe, expect, test } from '@jest/globals';
import { apiKey, type RequestData } from 'durakit/context';
import { DurakitError } from '../../../schemas/durakit-error.ts';

const request = (headers: Record<string, string> = {}): RequestData => ({ method: 'POST', headers, input: undefined });

describe('apiKey', () => {
  test('without an argument keeps the header as it is', async () => {
    expect(await apiKey()(request({ authorization: 'Bearer a' }))).toEqual({ auth: { apiKey: 'Bearer a' } });
    expect(await apiKey()(request())).toEqual({ auth: { apiKey: undefined } });
  });

  test('with a text refuses what is missing or different', async () => {
    const provider = apiKey('secret');
    expect(await provider(request({ authorization: 'secret' }))).toEqual({ auth: { apiKey: 'secret' } });
    await expect(provider(request())).rejects.toMatchObject({ status: 'UNAUTHENTICATED', message: 'UNAUTHENTICATED: Unauthenticated' });
    for (const authorization of ['secre', 'secret2', 'Secret', 'x']) {
      await expect(provider(request({ authorization }))).rejects.toMatchObject({
        status: 'PERMISSION_DENIED',
        message: 'PERMISSION_DENIED: Permission Denied',
      });
    }
  });

  test('with a function lets that decide', async () => {
    const refusal = new DurakitError({ status: 'PERMISSION_DENIED', message: 'not you' });
    const provider = apiKey(async (context) => {
      if (context.auth.apiKey !== 'me') throw refusal;
    });
    expect(await provider(request({ authorization: 'me' }))).toEqual({ auth: { apiKey: 'me' } });
    await expect(provider(request({ authorization: 'you' }))).rejects.toBe(refusal);
  });

  test('with anything else fails', async () => {
    await expect(apiKey(7 as never)(request())).rejects.toThrow('Invalid type number passed to apiKey()');
  });
});
