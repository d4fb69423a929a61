import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRightsStage, type RightsStage } from './rights-stage.js';
import { type Actor, verdictsOf } from './stage.js';

let stage: RightsStage;
let ada: Actor;
let bob: Actor;
beforeAll(async () => {
  stage = await createRightsStage();
  ada = await stage.user('ada');
  bob = await stage.user('bob');
});
afterAll(() => stage.drop());

const stored = (ids: readonly string[]) =>
  stage.database.query('select id, type, name, business_id as owner from asset where id = any($1) order by id', [ids]);
const profile = (id: string, name = 'Site') => ({ id, type: 'PROFILE' as const, name });

describe('registering assets', () => {
  it('makes them the business’s own, in input order, and tells a new name the second time', async () => {
    const acme = await stage.business(ada);
    const first = await stage.register(ada, acme, [profile('reg-b'), profile('reg-a')]);
    expect(first.items).toEqual([
      { id: 'reg-b', error: null },
      { id: 'reg-a', error: null },
    ]);
    expect(verdictsOf(await stage.register(ada, acme, [profile('reg-a', 'Renamed')]))).toEqual(['OK']);
    expect(await stored(['reg-a', 'reg-b'])).toEqual([
      { id: 'reg-a', type: 'PROFILE', name: 'Renamed', owner: acme },
      { id: 'reg-b', type: 'PROFILE', name: 'Site', owner: acme },
    ]);
  });

  it('refuses what cannot be, each item on its own, and leaves it as it was', async () => {
    const [acme, other] = [await stage.business(ada), await stage.business(bob)];
    await stage.register(bob, other, [profile('taken')]);
    await stage.register(ada, acme, [profile('typed')]);
    const answer = await stage.register(ada, acme, [
      profile('taken', 'Mine now'),
      { ...profile('typed'), type: 'CATALOG' },
      profile('not an id'),
      profile('inv_0123'),
      profile('nameless', ' '),
      profile('long', 'x'.repeat(101)),
      profile('nul', 'a\0b'),
      profile('fine', 'x'.repeat(100)),
    ]);
    expect(verdictsOf(answer)).toEqual([...Array(7).fill('INVALID_INPUT'), 'OK']);
    expect(answer.items.slice(0, 5).map((item) => item.error?.field)).toEqual([
      ['input', 'assets', '0', 'id'],
      ['input', 'assets', '1', 'type'],
      ['input', 'assets', '2', 'id'],
      ['input', 'assets', '3', 'id'],
      ['input', 'assets', '4', 'name'],
    ]);
    expect(await stored(['taken', 'typed', 'nameless', 'long', 'nul'])).toEqual([
      { id: 'taken', type: 'PROFILE', name: 'Site', owner: other },
      { id: 'typed', type: 'PROFILE', name: 'Site', owner: acme },
    ]);
  });

  it('takes the same id twice one after the other', async () => {
    const acme = await stage.business(ada);
    const answer = await stage.register(ada, acme, [
      profile('twice'),
      profile('twice', 'Second'),
      { ...profile('twice'), type: 'CATALOG' },
    ]);
    expect(verdictsOf(answer)).toEqual(['OK', 'OK', 'INVALID_INPUT']);
    expect(await stored(['twice'])).toMatchObject([{ name: 'Second', type: 'PROFILE' }]);
  });

  it('is for OWNER and BIZ_ADMIN, and writes nothing for others', async () => {
    const acme = await stage.business(ada);
    const carl = await stage.user('carl');
    await stage.join(ada, acme, [bob], ['BIZ_ADMIN']);
    await stage.join(ada, acme, [carl]);
    expect(verdictsOf(await stage.register(bob, acme, [profile('by-bob')]))).toEqual(['OK']);
    expect(verdictsOf(await stage.register(carl, acme, [profile('by-carl')]))).toEqual(['call: FORBIDDEN']);
    const stranger = await stage.user('stranger');
    expect(verdictsOf(await stage.register(stranger, acme, [profile('by-who')]))).toEqual(['call: NOT_FOUND']);
    expect(verdictsOf(await stage.register(ada, acme, []))).toEqual(['call: INVALID_INPUT']);
    const many = Array.from({ length: 101 }, (_, index) => profile(`many-${index}`));
    expect(verdictsOf(await stage.register(ada, acme, many))).toEqual(['call: BATCH_TOO_LARGE']);
    expect(await stored(['by-carl', 'by-who', 'many-0'])).toEqual([]);
  });

  it('lets one of two businesses have an id that both want at once', async () => {
    const [acme, other] = [await stage.business(ada), await stage.business(bob)];
    const ids = Array.from({ length: 20 }, (_, index) => profile(`race-${index}`));
    const [mine, theirs] = await Promise.all([
      stage.register(ada, acme, ids),
      stage.register(bob, other, ids.toReversed()),
    ]);
    const wins = verdictsOf(theirs).toReversed();
    expect(verdictsOf(mine).map((verdict, index) => [verdict, wins[index]].toSorted())).toEqual(
      ids.map(() => ['INVALID_INPUT', 'OK']),
    );
  });
});

describe('removing assets', () => {
  it('deletes them with all permissions on them, and answers them as they last were', async () => {
    const acme = await stage.business(ada);
    const [gone, kept] = [await stage.asset(ada, acme), await stage.asset(ada, acme)];
    const owner = await stage.activeId(acme, ada);
    await stage.give(ada, acme, gone, owner, ['ADMIN']);
    await stage.give(ada, acme, kept, owner, ['ADMIN']);
    const answer = await stage.removeAssets(ada, acme, [gone, gone]);
    expect(verdictsOf(answer)).toEqual(['OK', 'NOT_FOUND']);
    expect(answer.items[0]).toMatchObject({ id: gone, ended: { id: gone, type: 'AD_ACCOUNT', businessId: acme } });
    expect(await stored([gone, kept])).toMatchObject([{ id: kept }]);
    expect((await stage.permissions()).filter((line) => line.includes(owner))).toEqual([`${kept} ${owner} ADMIN`]);
  });

  it('finds nothing of another business, and with ALL_OR_NOTHING removes nothing', async () => {
    const [acme, other] = [await stage.business(ada), await stage.business(bob)];
    const [mine, theirs] = [await stage.asset(ada, acme), await stage.asset(bob, other)];
    expect(verdictsOf(await stage.removeAssets(ada, acme, [mine, theirs], { mode: 'ALL_OR_NOTHING' }))).toEqual([
      'ABORTED',
      'NOT_FOUND',
    ]);
    expect(verdictsOf(await stage.removeAssets(ada, other, [theirs]))).toEqual(['call: NOT_FOUND']);
    expect(await stored([mine, theirs])).toHaveLength(2);
  });
});
