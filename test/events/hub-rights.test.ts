import { describe, expect, it, vi } from 'vitest';
import { appendChanges } from '../../src/events/log.js';
import { change, commit, raiseAccess, range, take } from './changes.js';
import { createPolicy, follow, gateway, refusal, refuse, silentWriter, stream, takeNewStream } from './hub-fixture.js';

describe('the right to follow', () => {
  it('is asked before anything is shown', async () => {
    await commit(gateway.database, stream, 'inv_1');
    const policy = createPolicy();
    await refuse();
    await expect(follow({ judge: policy.judge }).next()).rejects.toEqual(refusal('FORBIDDEN'));
  });

  it('is asked once, not per change, while no right changes', async () => {
    const policy = createPolicy();
    const changes = follow({ judge: policy.judge });
    const taking = take(changes, 5);
    await commit(gateway.database, stream, ...range(1, 5).map((n) => `inv_${n}`));
    for (const one of await taking) await one.confirm();
    expect(policy.asked).toBe(1);
  });

  it('need not be asked again where it was just judged', async () => {
    await raiseAccess(gateway.database, stream);
    const policy = createPolicy();
    const changes = follow({ judge: policy.judge, judgedAccess: await policy.judge() });
    await commit(gateway.database, stream, 'inv_1');
    await take(changes, 1);
    expect(policy.asked).toBe(1);
  });

  it('ends an idle follower within about a second when nothing but access changes, even without a hint', async () => {
    const policy = createPolicy();
    const changes = follow({ judge: policy.judge });
    const next = changes.next();
    await vi.waitFor(() => expect(policy.asked).toBe(1));
    await refuse();
    await raiseAccess(silentWriter, stream);
    const startedAtMs = performance.now();
    await expect(next).rejects.toEqual(refusal('FORBIDDEN'));
    expect(performance.now() - startedAtMs).toBeLessThan(1_900);
    expect(await changes.next()).toEqual({ done: true, value: undefined });
  });

  it('is kept by those who are judged anew and still have it', async () => {
    const policy = createPolicy();
    const changes = follow({ judge: policy.judge });
    const next = take(changes, 1);
    await vi.waitFor(() => expect(policy.asked).toBe(1));
    await raiseAccess(gateway.database, stream);
    await vi.waitFor(() => expect(policy.asked).toBe(2));
    await commit(gateway.database, stream, 'inv_1');
    const [one] = await next;
    await one?.confirm();
    expect([one?.seq, policy.asked]).toEqual([1, 2]);
  });

  it('when lost, lets nothing more be shown, also of a page that was read before', async () => {
    await commit(gateway.database, stream, 'inv_1', 'inv_2', 'inv_3');
    const policy = createPolicy();
    const changes = follow({ judge: policy.judge });
    const [first] = await take(changes, 1);
    await first?.confirm();
    await refuse();
    await raiseAccess(silentWriter, stream);
    await expect(first?.confirm()).rejects.toEqual(refusal('FORBIDDEN'));
    await expect(changes.next()).rejects.toEqual(refusal('FORBIDDEN'));
  });

  it('when lost together with a change, hides that change', async () => {
    const policy = createPolicy();
    const changes = follow({ judge: policy.judge });
    const next = changes.next();
    await vi.waitFor(() => expect(policy.asked).toBe(1));
    await refuse();
    await gateway.database.transaction((tx) => appendChanges(tx, [change('inv_1', [stream])], [stream]));
    await expect(next).rejects.toEqual(refusal('FORBIDDEN'));
  });

  it('is never outlived by a confirmation, in 200 races of change and removal', async () => {
    for (const _round of range(1, 200)) {
      takeNewStream();
      let removed = false;
      const leaked: number[] = [];
      const read = async (): Promise<void> => {
        for await (const one of follow({ judge: createPolicy().judge })) {
          const late = removed;
          await one.confirm();
          if (late) leaked.push(one.seq);
        }
      };
      const reading = read();
      await Promise.all([
        expect(reading).rejects.toEqual(refusal('FORBIDDEN')),
        commit(gateway.database, stream, 'inv_1', 'inv_2', 'inv_3', 'inv_4'),
        gateway.database
          .transaction(async (tx) => {
            await refuse(tx);
            await appendChanges(tx, [], [stream]);
          })
          .then(() => {
            removed = true;
          }),
      ]);
      expect(leaked).toEqual([]);
    }
  });
});
