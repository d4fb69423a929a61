import { describe, expect, it } from 'vitest';
import { commit, range } from '../events/changes.js';
import { connectAs, FROM, followAll, gateway, results, SHARED, seqsOf, stage, valuesOf } from './lanes-stage.js';
import { subscribe } from './socket-client.js';
import { eventually } from './source.js';

describe('50 sockets that stop reading', () => {
  it('delay nobody, and go on without loss when they read again or come back with their place', async () => {
    const CHANGES = 30;
    stage.text = 'x'.repeat(400_000); // the kernel's buffers take some MB of each socket
    const quick = await connectAs('quick');
    const slow = await Promise.all(range(1, 50).map((n) => connectAs(`slow${n}`)));
    for (const client of [quick, ...slow]) await followAll(client, SHARED, 1);
    for (const client of slow) client.ws.pause();
    const first = 1;
    let slowest = 0;
    for (const n of range(1, CHANGES)) {
      const began = performance.now();
      await commit(gateway.database, stage.stream, `inv_${n}`);
      await eventually(() => results(quick).length === n);
      slowest = Math.max(slowest, performance.now() - began);
    }
    expect(slowest).toBeLessThan(1_000);
    const last = first + CHANGES - 1;
    expect(seqsOf(quick)).toEqual(range(first, last));
    stage.text = '';
    await Promise.all(
      slow.map(async (client, index) => {
        client.ws.resume();
        const seen = () => seqsOf(client);
        await Promise.race([client.closed, eventually(() => seen().at(-1) === last, 20_000)]);
        const rest = range(first + seen().length, last);
        expect(seen()).toEqual(range(first, first + seen().length - 1));
        if (rest.length === 0) return;
        expect((await client.closed).code).toBe(1013);
        const again = await connectAs(`slow${index + 1}`);
        subscribe(again, 'again', FROM, { after: first + seen().length - 1 });
        await eventually(() => results(again).length === rest.length, 20_000);
        expect(valuesOf(again, 'again')).toEqual(rest);
      }),
    );
  });
});
