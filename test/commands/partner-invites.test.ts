import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectLaws } from './laws.js';
import { createPartnerStage, fieldsOf, grant, type PartnerStage } from './partner-stage.js';
import { type Actor, idOf, verdictsOf } from './stage.js';

let stage: PartnerStage;
let ada: Actor;
let bob: Actor;
let eve: Actor;
/** Ada's business, bob's, and eve's. */
let acme: string;
let globex: string;
let other: string;
beforeAll(async () => {
  stage = await createPartnerStage();
  [ada, bob, eve] = [await stage.user('ada'), await stage.user('bob'), await stage.user('eve')];
});
beforeEach(async () => {
  [acme, globex, other] = [await stage.business(ada), await stage.business(bob), await stage.business(eve)];
});
afterAll(async () => {
  await expectLaws(stage.database);
  await stage.drop();
});

const DAY = 86_400_000;

describe('invites to businesses', () => {
  it('answer each business in order, and say why not', async () => {
    await stage.partner(ada, acme, eve, other);
    const answer = await stage.invitePartner(ada, acme, [globex, 'nowhere', acme, other, globex, 'no\0where']);
    expect(verdictsOf(answer)).toEqual([
      'OK',
      'NOT_FOUND',
      'SELF_INVITE',
      'ALREADY_PARTNER',
      'ALREADY_INVITED',
      'NOT_FOUND',
    ]);
    expect(fieldsOf(answer)[4]).toBe('input.partnerIds.4');
    expect(await stage.inviteOf(idOf(answer))).toMatchObject({
      type: 'PARTNER_INVITE',
      status: 'PENDING_SEND',
      roles: ['PARTNER'],
      assetGrants: [],
    });
  });

  it('reach the streams of both businesses', async () => {
    const id = idOf(await stage.invitePartner(ada, acme, [globex]));
    const rows = await stage.database.query('select stream_key from stream_event where invite_id = $1 order by 1', [
      id,
    ]);
    expect(rows.map((row) => (row as { stream_key: string }).stream_key).sort()).toEqual(
      [`b:${acme}`, `b:${globex}`].sort(),
    );
  });

  it('go by the direction: a partner may be asked and invited the other way round', async () => {
    await stage.partner(ada, acme, bob, globex);
    expect(verdictsOf(await stage.invitePartner(bob, globex, [acme]))).toEqual(['OK']);
    expect(verdictsOf(await stage.requestPartner(bob, globex, [acme]))).toEqual(['ALREADY_PARTNER']);
    expect(verdictsOf(await stage.requestPartner(ada, acme, [globex]))).toEqual(['OK']);
  });

  it.each([
    ['ada', 'OK'],
    ['bob', 'call: NOT_FOUND'],
    ['employee', 'call: FORBIDDEN'],
    ['admin', 'OK'],
  ])('are open to the administrators: %s is answered %s', async (name, verdict) => {
    const people: Record<string, Actor> = {
      ada,
      bob,
      employee: await stage.user('employee'),
      admin: await stage.user('admin'),
    };
    await stage.join(ada, acme, [people.employee ?? ada]);
    await stage.join(ada, acme, [people.admin ?? ada], ['BIZ_ADMIN']);
    const who = people[name] ?? ada;
    expect(verdictsOf(await stage.invitePartner(who, acme, [other]))).toEqual([verdict]);
    expect(verdictsOf(await stage.requestPartner(who, acme, [other]))).toEqual([verdict]);
    expect(
      verdictsOf(await stage.requestAccess(who, acme, [{ partnerId: other, assetGrants: [grant('x', 'ADMIN')] }])),
    ).toEqual([verdict === 'OK' ? 'NOT_A_PARTNER' : verdict]);
  });

  it('are refused as a whole for what all of them share', async () => {
    const many = Array.from({ length: 101 }, (_, index) => `b${index}`);
    const invite = (ids: readonly string[], terms = {}) => stage.invitePartner(ada, acme, ids, terms);
    expect(verdictsOf(await invite([]))).toEqual(['call: INVALID_INPUT']);
    expect(verdictsOf(await invite(many))).toEqual(['call: BATCH_TOO_LARGE']);
    expect(verdictsOf(await invite(many, { message: 'm'.repeat(1_001) }))).toEqual(['call: INVALID_INPUT']);
    expect(verdictsOf(await invite([globex], { expiresAt: new Date(Date.now() + 31 * DAY) }))).toEqual([
      'call: INVALID_INPUT',
    ]);
    expect(verdictsOf(await invite([globex], { assetGrants: [] }))).toEqual(['call: INVALID_INPUT']);
    expect(verdictsOf(await stage.invitePartner(ada, 'nowhere', [globex]))).toEqual(['call: NOT_FOUND']);
  });

  it('stop at the limit of open invites', async () => {
    expect(verdictsOf(await stage.invitePartner(ada, acme, [globex, other], {}, 1))).toEqual(['OK', 'PENDING_LIMIT']);
  });

  it('replace one that is late, which expires first, and a dry run counts it as gone', async () => {
    const late = idOf(await stage.invitePartner(ada, acme, [globex]));
    await stage.lapse(late);
    const before = await stage.everything();
    expect(verdictsOf(await stage.invitePartner(ada, acme, [globex], { validateOnly: true }))).toEqual(['OK']);
    expect(await stage.everything()).toEqual(before);
    expect(verdictsOf(await stage.invitePartner(ada, acme, [globex]))).toEqual(['OK']);
    expect(await stage.statusOf(late)).toBe('EXPIRED');
  });

  it('let one of two at once through', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => stage.invitePartner(ada, acme, [globex])));
    expect(answers.flatMap(verdictsOf).sort()).toEqual(['ALREADY_INVITED', 'ALREADY_INVITED', 'ALREADY_INVITED', 'OK']);
  });
});

describe('requests for assets', () => {
  it('are judged item by item against what the partner owns', async () => {
    const assets = await stage.assets(ada, acme);
    const foreign = await stage.asset(eve, other);
    await stage.partner(ada, acme, bob, globex);
    const ask = (partnerId: string, ...assetGrants: ReturnType<typeof grant>[]) => ({ partnerId, assetGrants });
    const answer = await stage.requestAccess(bob, globex, [
      ask(acme),
      ask('nowhere', grant(assets.AD_ACCOUNT, 'ANALYST')),
      ask(other, grant(foreign, 'ANALYST')),
      ask(acme, grant(assets.CATALOG, 'ANALYST'), grant(foreign, 'ANALYST')),
      ask(acme, grant(assets.PROFILE, 'ANALYST'), grant(assets.AD_ACCOUNT, 'PROFILE_PUBLISHER')),
      ask(acme, grant(assets.CATALOG, 'ANALYST')),
      ask(acme, grant(assets.PROFILE, 'ANALYST'), grant(assets.PROFILE, 'ADMIN')),
      ask(acme, grant(assets.AD_ACCOUNT, 'ANALYST'), grant(assets.PROFILE, 'PROFILE_PUBLISHER', 'ANALYST')),
      ask(acme, grant(assets.AD_ACCOUNT, 'ANALYST')),
    ]);
    expect(verdictsOf(answer)).toEqual([
      'INVALID_INPUT',
      'NOT_FOUND',
      'NOT_A_PARTNER',
      'NOT_FOUND',
      'LEVEL_NOT_APPLICABLE',
      'ASSET_NOT_REQUESTABLE',
      'INVALID_INPUT',
      'OK',
      'ALREADY_INVITED',
    ]);
    expect(fieldsOf(answer).slice(0, 7)).toEqual([
      'input.requests.0.assetGrants',
      'input.requests.1.partnerId',
      'input.requests.2.partnerId',
      'input.requests.3.assetGrants.1.assetId',
      'input.requests.4.assetGrants.1.levels',
      'input.requests.5.assetGrants.0.assetId',
      'input.requests.6.assetGrants.1.assetId',
    ]);
    expect(verdictsOf(await stage.requestAccess(ada, acme, [ask(globex, grant(foreign, 'ADMIN'))]))).toEqual([
      'NOT_A_PARTNER',
    ]);
  });

  it('hold at most 1,000 grants in one call', async () => {
    const requests = Array.from({ length: 11 }, (_, item) => ({
      partnerId: globex,
      assetGrants: Array.from({ length: item < 10 ? 100 : 1 }, (_, index) => grant(`asset-${index}`, 'ADMIN')),
    }));
    expect(verdictsOf(await stage.requestAccess(ada, acme, requests))).toEqual(['call: INVALID_INPUT']);
    expect(verdictsOf(await stage.requestAccess(ada, acme, requests.slice(0, 10)))).toEqual(
      Array(10).fill('NOT_A_PARTNER'),
    );
  });
});

describe('notices', () => {
  it('go to each administrator of the addressed business with a verified e-mail, and count one by one', async () => {
    const admin = await stage.user('globex-admin');
    const unverified = await stage.user('globex-unverified');
    const employee = await stage.user('globex-employee');
    await stage.join(bob, globex, [admin, unverified], ['BIZ_ADMIN']);
    await stage.join(bob, globex, [employee]);
    await stage.know({ ...unverified, emailVerified: false });
    await stage.deliver();
    const id = idOf(await stage.invitePartner(ada, acme, [globex], { message: 'Let us <b>work</b> together.' }));
    const mails = await stage.deliver();
    expect(mails.map(({ to }) => to).sort()).toEqual([admin.email, bob.email].sort());
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2);
    expect(mails[0]?.messageId).toMatch(new RegExp(`^<${id}\\.1\\.[0-9a-f]{16}@gateway.example>$`));
    expect(mails[0]?.html).toContain('Let us &lt;b&gt;work&lt;/b&gt; together.');
    expect(await stage.inviteOf(id)).toMatchObject({ status: 'PENDING', sendCount: 2, sentAt: expect.any(Date) });
    expect(await stage.told(id)).toEqual(
      Array(2).fill(['PENDING_SEND by usr_ada', 'PENDING_SEND > PENDING by SYSTEM']).flat(),
    );
    expect(await stage.deliver()).toEqual([]);
  });

  it('are tried again for those alone whose mailbox refused, under the same Message-ID', async () => {
    const admin = await stage.user('globex-admin2');
    await stage.join(bob, globex, [admin], ['BIZ_ADMIN']);
    await stage.deliver();
    const id = idOf(await stage.requestPartner(ada, acme, [globex]));
    const refused: string[] = [];
    const refuses = ({ to, messageId }: { to: string; messageId: string }) => {
      if (to !== admin.email) return false;
      refused.push(messageId);
      return true;
    };
    expect((await stage.deliver(refuses)).map(({ to }) => to)).toEqual([bob.email]);
    expect(await stage.inviteOf(id)).toMatchObject({ status: 'PENDING', sendCount: 1 });
    const again = await stage.deliver();
    expect(again.map(({ to, messageId }) => [to, messageId])).toEqual([[admin.email, refused[0]]]);
    expect(await stage.inviteOf(id)).toMatchObject({ status: 'PENDING', sendCount: 2 });
  });

  it('leave the invite PENDING without a mail when there is nobody to tell', async () => {
    await stage.know({ ...bob, emailVerified: false });
    const id = idOf(await stage.invitePartner(ada, acme, [globex]));
    expect(await stage.deliver()).toEqual([]);
    expect(await stage.inviteOf(id)).toMatchObject({ status: 'PENDING', sendCount: 0, sentAt: null });
    await stage.know(bob);
  });

  it('turn to who administers the business by then, when the one named has gone', async () => {
    const late = await stage.user('globex-late');
    const id = idOf(await stage.invitePartner(ada, acme, [globex]));
    expect(await stage.deliver(() => true)).toEqual([]);
    await stage.join(bob, globex, [late], ['BIZ_ADMIN']);
    await stage.know({ ...bob, emailVerified: false });
    expect((await stage.deliver()).filter(({ messageId }) => messageId.includes(id)).map(({ to }) => to)).toEqual([
      late.email,
    ]);
    expect(await stage.inviteOf(id)).toMatchObject({ status: 'PENDING', sendCount: 1 });
    await stage.know(bob);
  });

  it('are not sent for what is closed by then', async () => {
    const id = idOf(await stage.invitePartner(ada, acme, [globex]));
    idOf(await stage.cancel(ada, acme, [id]));
    expect(await stage.deliver()).toEqual([]);
    expect(await stage.statusOf(id)).toBe('CANCELLED');
  });
});
