import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLinkStage, type LinkStage } from './link-stage.js';
import { grant } from './partner-stage.js';
import { type Actor, idOf, verdictsOf } from './stage.js';

let stage: LinkStage;
let ada: Actor;
let grace: Actor;
let acme: string;
let globex: string;
beforeAll(async () => {
  stage = await createLinkStage();
  [ada, grace] = [await stage.user('ada'), await stage.user('grace')];
});
beforeEach(async () => {
  [acme, globex] = [await stage.business(ada), await stage.business(grace, { name: 'Globex' })];
});
afterAll(() => stage.drop());

describe('an invite or request between businesses that is sent again', () => {
  it('is told to each administrator anew, with another Message-ID and without a link of its own', async () => {
    const id = idOf(await stage.invitePartner(ada, acme, [globex]));
    const [first] = await stage.deliver();
    idOf(await stage.resend(ada, acme, [id]));
    const mails = await stage.deliver();
    expect(mails.map(({ to, link }) => [to, link])).toEqual([[grace.email, 'https://gateway.example/']]);
    expect(mails[0]?.messageId).not.toBe(first?.messageId);
    expect(await stage.inviteOf(id)).toMatchObject({ status: 'PENDING', sendCount: 2 });
  });

  it('reaches also whose mail of the first time still waits', async () => {
    const id = idOf(await stage.invitePartner(ada, acme, [globex]));
    expect(await stage.deliver(() => true)).toEqual([]); // refused by the mail server, to be tried again
    idOf(await stage.resend(ada, acme, [id]));
    expect((await stage.deliver()).map(({ to }) => to)).toEqual([grace.email]);
    expect(await stage.inviteOf(id)).toMatchObject({ status: 'PENDING', sendCount: 1 });
  });

  it('is refused once expired where a new one would be', async () => {
    const { AD_ACCOUNT } = await stage.assets(grace, globex);
    const offer = idOf(await stage.invitePartner(ada, acme, [globex]));
    const wish = idOf(await stage.requestPartner(ada, acme, [globex]));
    await stage.expire(offer, wish);
    const newer = idOf(await stage.invitePartner(ada, acme, [globex]));
    expect(verdictsOf(await stage.resend(ada, acme, [offer]))).toEqual(['ALREADY_INVITED']);
    idOf(await stage.accept(grace, newer));
    expect(verdictsOf(await stage.resend(ada, acme, [offer, wish]))).toEqual(['ALREADY_PARTNER', 'OK']);
    idOf(await stage.accept(grace, wish));

    const more = idOf(
      await stage.requestAccess(ada, acme, [{ partnerId: globex, assetGrants: [grant(AD_ACCOUNT, 'ANALYST')] }]),
    );
    await stage.expire(more);
    const partnership = await stage.partnershipOf(globex, acme);
    idOf(await stage.end(ada, acme, [partnership ?? '']));
    expect(verdictsOf(await stage.resend(ada, acme, [more]))).toEqual(['NOT_A_PARTNER']);
  });

  it('counts with those to people towards the limit of open invites', async () => {
    const offer = idOf(await stage.invitePartner(ada, acme, [globex]));
    const [one, two] = [
      await stage.linked(ada, acme, 'one@example.com'),
      await stage.linked(ada, acme, 'two@example.com'),
    ];
    await stage.expire(offer, one.id, two.id);
    const answer = await stage.resend(ada, acme, [one.id, offer, two.id], {}, 2);
    expect(verdictsOf(answer)).toEqual(['OK', 'OK', 'PENDING_LIMIT']);
  });
});
