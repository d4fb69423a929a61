import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Answer } from '../../src/commands/answer.js';
import { endLateMemberships, endLatePermissions, expireLate } from '../../src/jobs/expire-late.js';
import { expectLaws } from './laws.js';
import { createRightsStage, type RightsStage } from './rights-stage.js';
import { type Actor, verdictsOf } from './stage.js';

const ROUNDS = 20;
let stage: RightsStage;
let ada: Actor;
let bob: Actor;
beforeAll(async () => {
  stage = await createRightsStage();
  [ada, bob] = [await stage.user('ada'), await stage.user('bob')];
});
afterAll(() => stage.drop());

/** The same choices in every run: what differs is how PostgreSQL interleaves them. */
let seed = 7;
function below(count: number): number {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % count;
}
const some = <T>(list: readonly T[]): T[] => list.filter(() => below(2) === 0).toSorted(() => below(3) - 1);
const soon = () => (below(3) === 0 ? new Date(Date.now() + 300) : null);
const NOTHING: Answer = { userErrors: [], items: [] };

it('never waits in a circle, whatever gives and takes rights at once', async () => {
  const [host, partner] = [await stage.business(ada), await stage.business(bob)];
  const guests: Actor[] = [];
  for (let index = 0; index < 6; index++) guests.push(await stage.user(`guest${index}`));
  await stage.join(ada, host, guests);
  const memberIds = await Promise.all(guests.map((guest) => stage.activeId(host, guest)));
  const assetIds = Array.from({ length: 6 }, (_, index) => `mix-${index}`);
  const known = (ids: string[]) => ids.map((id) => ({ id, type: 'AD_ACCOUNT' as const, name: `Asset ${below(9)}` }));
  await stage.register(ada, host, known(assetIds));

  const acceptAll = async (): Promise<Answer[]> => {
    const open = await stage.database.query<{ id: string; email: string }>(
      `select id, invitee_email_canonical as email from invite where status = 'PENDING_SEND' and type = 'MEMBER_INVITE'`,
    );
    return Promise.all(
      open.flatMap(({ id, email }) =>
        guests.filter((guest) => guest.email === email).map((one) => stage.accept(one, id)),
      ),
    );
  };
  for (let round = 0; round < ROUNDS; round++) {
    const partnershipId = (await stage.partnershipOf(host, partner)) ?? (await stage.partnership(host, partner));
    if (round % 5 === 0) await stage.assetRequest(host, partner);
    const toMembers = () =>
      some(assetIds).flatMap((assetId) =>
        some(memberIds).map((memberId) => ({ assetId, memberId, levels: ['ADMIN' as const], expiresAt: soon() })),
      );
    const toPartner = some(assetIds).map((assetId) => ({ assetId, partnershipId, levels: ['ANALYST' as const] }));
    const roles = some(memberIds).map((memberId) => ({ memberId, roles: ['BIZ_ADMIN' as const], expiresAt: soon() }));
    const answers = await Promise.all([
      stage.register(ada, host, known(some(assetIds))),
      stage.removeAssets(ada, host, some(assetIds)),
      stage.set(ada, host, [...toMembers(), ...toPartner]),
      stage.set(ada, host, toMembers()),
      stage.permissionIds().then((ids) => stage.revoke(ada, host, some(ids))),
      stage.roles(ada, host, roles),
      stage.remove(ada, host, some(memberIds)),
      stage.invite(
        ada,
        host,
        some(guests).map((guest) => guest.email),
      ),
      acceptAll(),
      round % 5 === 4 ? stage.end(bob, partner, [partnershipId]) : NOTHING,
      round % 5 === 4 ? stage.end(ada, host, [partnershipId]) : NOTHING,
      ...[endLateMemberships, endLatePermissions, expireLate].map((job) => job(stage.database).then(() => NOTHING)),
    ]);
    expect(answers.flat().flatMap(verdictsOf)).not.toContain('LAST_OWNER');
  }
  await expectLaws(stage.database);
  expect(await deadlocks(stage)).toBe(0);
});

/** How many deadlocks there were: a connection tells when it ends. */
async function deadlocks({ database, url }: RightsStage): Promise<number> {
  await database.dataSource.destroy();
  const client = new pg.Client({ connectionString: inject('serverUrl') });
  await client.connect();
  try {
    const { rows } = await client.query<{ deadlocks: string }>(
      'select deadlocks from pg_stat_database where datname = $1',
      [new URL(url).pathname.slice(1)],
    );
    return Number(rows[0]?.deadlocks);
  } finally {
    await client.end();
    await database.dataSource.initialize();
  }
}
