import { expect, test } from '@jest/globals';
import type { DurakitError } from '../../../schemas/durakit-error.ts';
import type { CallOptions } from './call-model.ts';
import { stallAfter, stayMute } from './vendor-server/behaviours.ts';
import { startVendorServer, type Behaviour, type VendorServer } from './vendor-server/vendor-server.ts';

/** How one vendor's answers begin, and the call that is to be aborted. */
export interface AbortedVendor {
  /** Gives what the call failed with. */
  readonly fail: (server: VendorServer, options: CallOptions) => Promise<DurakitError>;
  /** The beginning of an answer at once. */
  readonly answer: string;
  /** The beginning of a stream. */
  readonly stream: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
}

/** Tests that an abort closes the socket, whatever the vendor has sent by then. */
export function testAborts({ fail, answer, stream }: AbortedVendor): void {
  const stalls: readonly (readonly [string, Behaviour, boolean])[] = [
    ['before the first byte', stayMute, false],
    ['before the first byte of a stream', stayMute, true],
    ['within the answer', stallAfter({ headers: { 'content-type': 'application/json' }, body: answer }), false],
    ['within the stream', stallAfter(stream), true],
  ];

  test.each(stalls)('%s closes the socket and is CANCELLED', async (_, behaviour, streaming) => {
    await using server = await startVendorServer(behaviour);
    const controller = new AbortController();
    const failed = fail(server, { streaming, abortSignal: controller.signal });
    const request = await server.nextRequest();
    controller.abort(new Error('nobody wants it any more'));
    expect(await failed).toMatchObject({ status: 'CANCELLED' });
    await request.closedEarly;
    expect(server.requests.length).toBe(1);
  });
}
