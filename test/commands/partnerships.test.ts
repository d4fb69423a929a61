import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectLaws } from './laws.js';
import { createRightsStage, type RightsStage } from './rights-stage.js';
import { type Actor, idOf, verdictsOf } from './stage.js';

let stage: RightsStage;
let ada: Actor;
let bob: Actor;
let eve: Actor;
beforeAll(async () => {
  stage = await createRightsStage();
  [ada, bob, eve] = [await stage.user('ada'), await stage.user('bob'), await stage.user('eve')];
});
afterAll(() => stage.drop());
afterEach(() => expectLaws(stage.database));

/** Bob's business reaches an asset of ada's. */
async function partners() {
  const [host, partner] = [await stage.business(ada), await stage.business(bob)];
  const id = await stage.partnership(host, partner);
  const asset = await stage.asset(ada, host);
  idOf(await stage.set(ada, host, [{ assetId: asset, partnershipId: id, levels: ['ANALYST'] }]));
  return { id, host, partner, asset };
}
const exists = async (id: string): Promise<boolean> =>
  (await stage.database.query('select id from partnership where id = $1', [id])).length > 0;

describe('ending a partnership', () => {
  it.each([
    ['host', () => ada],
    ['partner', () => bob],
  ] as const)('is open to the %s, and takes permissions and open requests along', async (side, who) => {
    const pair = await partners();
    const request = await stage.assetRequest(pair.host, pair.partner);
    await stage.partnership(pair.partner, pair.host);
    const back = await stage.assetRequest(pair.partner, pair.host);
    const before = [await stage.access(pair.host), await stage.access(pair.partner)];
    const answer = await stage.end(who(), pair[side], [pair.id, pair.id]);
    expect(verdictsOf(answer)).toEqual(['OK', 'NOT_FOUND']);
    expect(answer.items[0]?.ended).toMatchObject({
      id: pair.id,
      hostId: pair.host,
      partnerId: pair.partner,
      host: { id: pair.host },
      partner: { id: pair.partner },
    });
    expect(await exists(pair.id)).toBe(false);
    expect((await stage.permissions()).filter((line) => line.includes(pair.id))).toEqual([]);
    expect((await stage.told(request)).at(-1)).toBe('PENDING > CANCELLED by SYSTEM');
    expect(await stage.statusOf(back), 'the other direction stays').toBe('PENDING');
    expect([await stage.access(pair.host), await stage.access(pair.partner)]).toEqual(before.map((count) => count + 1));
  });

  it('is nobody else’s: neither a third business’s, nor an EMPLOYEE’s', async () => {
    const pair = await partners();
    const third = await stage.business(eve);
    await stage.join(bob, pair.partner, [eve]);
    expect(verdictsOf(await stage.end(eve, third, [pair.id, 'prt_nothing']))).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect(verdictsOf(await stage.end(eve, pair.partner, [pair.id]))).toEqual(['call: FORBIDDEN']);
    // The partner's admin sees the host, but acts for their own side alone.
    expect(verdictsOf(await stage.end(bob, pair.host, [pair.id]))).toEqual(['call: FORBIDDEN']);
    expect(verdictsOf(await stage.end(eve, pair.host, [pair.id]))).toEqual(['call: NOT_FOUND']);
    expect(await exists(pair.id)).toBe(true);
  });

  it('with ALL_OR_NOTHING ends none where one is refused, but what was late expires', async () => {
    const pair = await partners();
    const request = await stage.assetRequest(pair.host, pair.partner, { lifeMs: 0 });
    const answer = await stage.end(ada, pair.host, [pair.id, 'prt_nothing'], { mode: 'ALL_OR_NOTHING' });
    expect(verdictsOf(answer)).toEqual(['ABORTED', 'NOT_FOUND']);
    expect(await exists(pair.id)).toBe(true);
    expect((await stage.told(request)).at(-1)).toBe('PENDING > EXPIRED by SYSTEM');
  });

  it('happens once when both sides end it at once', async () => {
    for (let round = 0; round < 10; round++) {
      const pair = await partners();
      await stage.assetRequest(pair.host, pair.partner);
      const answers = await Promise.all([
        stage.end(ada, pair.host, [pair.id]),
        stage.end(bob, pair.partner, [pair.id]),
        stage.removeAssets(ada, pair.host, [pair.asset]),
      ]);
      expect(answers.flatMap(verdictsOf).toSorted()).toEqual(['NOT_FOUND', 'OK', 'OK']);
      expect(await exists(pair.id)).toBe(false);
    }
  });
});
