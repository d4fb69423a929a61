import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/data-source.js';
import { createPartnerStage, grant, type PartnerStage } from '../commands/partner-stage.js';
import { type Actor, idOf, memberOf, verdictsOf } from '../commands/stage.js';

// Two commands are led to where each would wait for the other, were the order of locks broken anywhere: a transaction of the
// test's own holds the row that both need, until both have come to it.

let stage: PartnerStage;
let database: Database;
let ada: Actor;
let cyn: Actor;
let acme: string;
let attempts: number;

beforeAll(async () => {
  stage = await createPartnerStage();
  database = stage.database;
  stage.mutations.database = {
    ...database,
    transaction: (work) =>
      database.transaction((tx) => {
        attempts += 1; // once more for each deadlock that is retried
        return work(tx);
      }),
  };
  ada = await stage.user('ada');
});
afterAll(() => stage.drop());
beforeEach(async () => {
  cyn = await stage.user('cyn');
  acme = await stage.business(ada);
});

/** Runs the two while somebody else holds the member's row; the second comes when the first waits, or is through. */
async function meetAt(memberId: string, ...both: (() => Promise<unknown>)[]): Promise<void> {
  const running: Promise<unknown>[] = [];
  let through = 0;
  attempts = 0;
  await database.transaction(async (tx) => {
    await tx.query('select id from account_member where id = $1 for no key update', [memberId]);
    for (const one of both) {
      running.push(one().finally(() => (through += 1)));
      await expect.poll(async () => through + (await countWaiting())).toBe(running.length);
    }
  });
  await Promise.all(running);
  expect(attempts).toBe(2);
}

async function countWaiting(): Promise<number> {
  const [row] = await database.query<{ waiting: number }>(
    `select count(*) as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row?.waiting ?? 0;
}

describe('no deadlock', () => {
  it('when permissions are set for who is just declining, and for a partner who is just let in further', async () => {
    const bob = await stage.user('bob');
    const beta = await stage.business(bob);
    const asset = await stage.asset(ada, acme);
    const partnershipId = await stage.partnership(acme, beta);
    const request = idOf(
      await stage.requestAccess(bob, beta, [{ partnerId: acme, assetGrants: [grant(asset, 'ANALYST')] }]),
    );
    // One person under two names: a member under the one, invited under the other.
    const terms = { roles: ['BIZ_ADMIN' as const] };
    const byName = idOf(await stage.invite(ada, acme, [{ userId: cyn.id }], terms));
    const byAddress = await stage.invited(ada, acme, cyn.email, terms);
    idOf(await stage.accept(cyn, byName));
    const { id: memberId } = await memberOf(database, byAddress);

    await meetAt(
      memberId,
      () =>
        stage.set(ada, acme, [
          { assetId: asset, memberId, levels: ['ADMIN'] },
          { assetId: asset, partnershipId, levels: ['ADMIN'] },
        ]),
      () =>
        stage.respond(cyn, [
          { inviteId: byAddress, accept: false },
          { inviteId: request, accept: true },
        ]),
    );
  });

  it('when two who are only invited are given other roles while their invites are taken back', async () => {
    const first = await stage.invited(ada, acme, 'first@example.com');
    const second = await stage.invited(ada, acme, 'second@example.com');
    const members = [(await memberOf(database, first)).id, (await memberOf(database, second)).id];
    const [earlier = '', later = ''] = [...members].sort();
    // Behind the other in the table, so that a statement that reads it through comes to it last.
    await database.query('update account_member set updated_at = clock_timestamp() where id = $1', [earlier]);
    await meetAt(
      later,
      async () => expect(verdictsOf(await stage.cancel(ada, acme, [second, first]))).toEqual(['OK', 'OK']),
      () =>
        stage.roles(
          ada,
          acme,
          members.map((memberId) => ({ memberId, roles: ['BIZ_ADMIN'] })),
        ),
    );
  });
});
