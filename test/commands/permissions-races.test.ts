import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRightsStage, type RightsStage } from './rights-stage.js';
import { type Actor, idOf, verdictsOf } from './stage.js';

let stage: RightsStage;
let ada: Actor;
let bob: Actor;
let acme: string;
let ad: string;
let eveId: string;
beforeAll(async () => {
  stage = await createRightsStage();
  [ada, bob] = [await stage.user('ada'), await stage.user('bob')];
});
afterAll(() => stage.drop());
beforeEach(async () => {
  const eve = await stage.user('eve');
  acme = await stage.business(ada);
  ad = await stage.asset(ada, acme);
  await stage.join(ada, acme, [eve]);
  eveId = await stage.activeId(acme, eve);
});

const linesOn = async (assetId: string): Promise<string[]> =>
  (await stage.permissions()).filter((line) => line.startsWith(assetId)).map((line) => line.slice(assetId.length + 1));

describe('a permission set while its ground is taken away', () => {
  it('is refused or goes with the asset, whichever comes first', async () => {
    for (let round = 0; round < 10; round++) {
      const asset = await stage.asset(ada, acme);
      const [set, removed] = await Promise.all([
        stage.set(ada, acme, [{ assetId: asset, memberId: eveId, levels: ['ADMIN'] }]),
        stage.removeAssets(ada, acme, [asset]),
      ]);
      expect(verdictsOf(removed)).toEqual(['OK']);
      expect(['OK', 'NOT_FOUND']).toContain(verdictsOf(set)[0]);
      expect(await linesOn(asset)).toEqual([]);
    }
  });

  it('is refused or goes with the member, and with the partnership', async () => {
    const other = await stage.business(bob);
    for (let round = 0; round < 10; round++) {
      const asset = await stage.asset(ada, acme);
      const guest = await stage.user(`guest${round}`);
      await stage.join(ada, acme, [guest]);
      const memberId = await stage.activeId(acme, guest);
      const partnershipId = await stage.partnership(acme, other);
      const [set, removed, ended] = await Promise.all([
        stage.set(ada, acme, [
          { assetId: asset, memberId, levels: ['ADMIN'] },
          { assetId: asset, partnershipId, levels: ['ADMIN'] },
        ]),
        stage.remove(ada, acme, [memberId]),
        stage.end(bob, other, [partnershipId]),
      ]);
      expect([...verdictsOf(removed), ...verdictsOf(ended)]).toEqual(['OK', 'OK']);
      for (const verdict of verdictsOf(set)) expect(['OK', 'NOT_FOUND']).toContain(verdict);
      expect(await linesOn(asset)).toEqual([]);
    }
  });

  it('leaves one row when many set it at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => stage.set(ada, acme, [{ assetId: ad, memberId: eveId, levels: ['ANALYST'] }])),
    );
    expect(new Set(answers.map(idOf)).size).toBe(1);
    expect(await linesOn(ad)).toEqual([`${eveId} ANALYST`]);
  });
});
