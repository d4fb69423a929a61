import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetGrant, AssetType } from '../../src/domain/asset.js';
import { expectLaws } from './laws.js';
import { createPartnerStage, grant, type PartnerStage } from './partner-stage.js';
import { type Actor, idOf, verdictsOf } from './stage.js';

let stage: PartnerStage;
let ada: Actor;
let bob: Actor;
/** Ada's business with an asset of each type, and bob's. */
let acme: string;
let globex: string;
let assets: Record<AssetType, string>;
beforeAll(async () => {
  stage = await createPartnerStage();
  [ada, bob] = [await stage.user('ada'), await stage.user('bob')];
});
beforeEach(async () => {
  [acme, globex] = [await stage.business(ada), await stage.business(bob)];
  assets = await stage.assets(ada, acme);
});
afterAll(async () => {
  await expectLaws(stage.database);
  await stage.drop();
});

/** Bob's business asks ada's. */
const request = async (assetGrants?: AssetGrant[]): Promise<string> =>
  idOf(await stage.requestPartner(bob, globex, [acme], assetGrants ? { assetGrants } : {}));
const accept = (who: Actor, inviteId: string) => stage.respond(who, [{ inviteId, accept: true }]);
const levels = () => stage.levelsOf(acme, globex);

/** PostgreSQL's own count: a deadlock's victim is tried again, and nobody hears of it. */
async function countDeadlocks(): Promise<number | undefined> {
  // Each connection reports what it has counted when it likes, unless it is told to: all ten of the pool at once.
  let waiting = 10;
  let all = () => {};
  const together = new Promise<void>((resolve) => {
    all = resolve;
  });
  const reports = Array.from({ length: waiting }, () =>
    stage.database.transaction(async (tx) => {
      await tx.query('select pg_stat_force_next_flush()');
      waiting -= 1;
      if (waiting === 0) all();
      await together;
    }),
  );
  await Promise.all(reports);
  const [row] = await stage.database.query<{ deadlocks: number }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  return row?.deadlocks;
}

describe('invites that cross', () => {
  it('end in one partnership with what both grant, in one batch as well', async () => {
    await stage.join(bob, globex, [ada], ['BIZ_ADMIN']);
    const invite = idOf(
      await stage.invitePartner(ada, acme, [globex], { assetGrants: [grant(assets.AD_ACCOUNT, 'ADMIN')] }),
    );
    const asked = await request([grant(assets.AD_ACCOUNT, 'ANALYST'), grant(assets.PROFILE, 'ANALYST')]);
    const answer = await stage.accept(ada, invite, asked);
    expect(verdictsOf(answer)).toEqual(['OK', 'OK']);
    expect(await levels()).toEqual({ [assets.AD_ACCOUNT]: ['ADMIN', 'ANALYST'], [assets.PROFILE]: ['ANALYST'] });
    expect((await stage.inviteOf(invite)).partnershipId).toBe((await stage.inviteOf(asked)).partnershipId);
  });

  it('make one partnership when both are accepted at once', async () => {
    const invite = idOf(
      await stage.invitePartner(ada, acme, [globex], { assetGrants: [grant(assets.AD_ACCOUNT, 'ADMIN')] }),
    );
    const asked = await request([grant(assets.AD_ACCOUNT, 'ANALYST')]);
    const answers = await Promise.all([
      accept(bob, invite),
      accept(ada, asked),
      accept(bob, invite),
      accept(ada, asked),
    ]);
    expect(answers.flatMap(verdictsOf)).toEqual(['OK', 'OK', 'OK', 'OK']);
    expect(await levels()).toEqual({ [assets.AD_ACCOUNT]: ['ADMIN', 'ANALYST'] });
    const made = await stage.database.query('select id from partnership where host_id = $1', [acme]);
    expect(made).toHaveLength(1);
  });

  it('never wait for each other in a circle, whatever both sides do at once', async () => {
    const rounds = Array.from({ length: 6 }, async (_, round) => {
      const invite = await stage.invitePartner(ada, acme, [globex], {
        assetGrants: [grant(assets.AD_ACCOUNT, 'ADMIN')],
      });
      const back = await stage.invitePartner(bob, globex, [acme]);
      const asked = await stage.requestPartner(bob, globex, [acme]);
      const ids = [invite, back, asked].flatMap(({ items }) => items[0]?.id ?? []);
      return Promise.all([
        ...ids.map((id) => accept(round % 2 === 0 ? ada : bob, id)),
        ...ids.map((inviteId) =>
          stage.setGrants(ada, acme, [{ inviteId, assetGrants: [grant(assets.PROFILE, 'ADMIN')] }]),
        ),
        stage.requestAccess(bob, globex, [{ partnerId: acme, assetGrants: [grant(assets.PROFILE, 'ADMIN')] }]),
        stage.accept(bob, ...ids),
        stage.accept(ada, ...[...ids].reverse()),
        stage.cancel(ada, acme, ids),
      ]);
    });
    await Promise.all(rounds);
    expect(await countDeadlocks()).toBe(0);
    const pairs = await stage.database.query('select host_id from partnership where host_id in ($1, $2)', [
      acme,
      globex,
    ]);
    expect(pairs.length).toBeLessThanOrEqual(2);
  });

  it('leave nothing of a partnership that ends while a request along it is accepted', async () => {
    const first = await stage.partner(ada, acme, bob, globex);
    const { partnershipId } = await stage.inviteOf(first);
    const id = idOf(
      await stage.requestAccess(bob, globex, [{ partnerId: acme, assetGrants: [grant(assets.PROFILE, 'ADMIN')] }]),
    );
    const [accepted, ended] = await Promise.all([accept(ada, id), stage.end(bob, globex, [partnershipId ?? ''])]);
    expect(verdictsOf(ended)).toEqual(['OK']);
    expect([['OK'], ['INVITE_NOT_PENDING']]).toContainEqual(verdictsOf(accepted));
    expect(await levels()).toEqual({});
    expect(['ACCEPTED', 'CANCELLED']).toContain(await stage.statusOf(id));
  });
});

describe('ALL_OR_NOTHING', () => {
  it('makes no partner when another answer is refused', async () => {
    const id = await request([grant(assets.PROFILE, 'ADMIN')]);
    const before = await stage.everything();
    const responses = [
      { inviteId: id, accept: true },
      { inviteId: 'nonsense', accept: true },
    ];
    expect(verdictsOf(await stage.respond(ada, responses, { mode: 'ALL_OR_NOTHING' }))).toEqual([
      'ABORTED',
      'NOT_FOUND',
    ]);
    expect(await stage.everything()).toEqual(before);
    expect(await levels()).toEqual({});
  });
});
