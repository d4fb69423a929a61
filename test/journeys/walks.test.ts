import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AssetDocument,
  BusinessInvitesDocument,
  CancelInvitesDocument,
  InviteMembersDocument,
  MemberPermissionsDocument,
  ReceivedInvitesDocument,
} from '../operations/__generated__/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { answer, createBusinessWorld } from '../support/world.js';
import { businessCursor, followBusiness, inviteOf, settled } from './dashboard.js';
import { grant, levelsOf, officeOf, onlyId, openOffices } from './office.js';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

const owner = person('ada');
const addresses = (count: number, name = 'person') =>
  Array.from({ length: count }, (_, index) => ({ email: `${name}${index + 1}@example.com` }));

describe('walks', () => {
  it('invites two people: two results in order, sent for the business, received by each', async () => {
    const { id } = await createBusinessWorld(gateway, owner);
    const ada = await gateway.as(owner);
    const emails = ['business0101@example.com', 'user@business.com'];
    const { inviteMembers } = await ada.run(InviteMembersDocument, {
      input: { businessId: id, invitees: emails.map((email) => ({ email })), roles: ['EMPLOYEE'] },
    });
    expect(inviteMembers).toMatchObject({
      userErrors: [],
      results: emails.map((inviteeEmail, index) => ({
        index,
        error: null,
        invite: { inviteeEmail, roles: ['EMPLOYEE'] },
      })),
    });

    const ids = inviteMembers?.results.map(({ invite }) => invite?.id);
    const { business } = await ada.run(BusinessInvitesDocument, { id, filter: { direction: 'SENT' } });
    expect(business?.invites.edges.map(({ node }) => node.id)).toEqual(ids?.toReversed()); // newest first
    const received = await ada.run(BusinessInvitesDocument, { id, filter: { direction: 'RECEIVED' } });
    expect(received.business?.invites.totalCount).toBe(0);
    for (const [index, email] of emails.entries()) {
      const client = await gateway.as(person(`invitee${index}`, { email }));
      const { viewer } = await client.run(ReceivedInvitesDocument, {});
      expect(viewer?.receivedInvites.nodes.map((invite) => invite.id)).toEqual([ids?.[index]]);
    }
  });

  it('refuses 101 invitees as a whole', async () => {
    const { id } = await createBusinessWorld(gateway, owner);
    const ada = await gateway.as(owner);
    const { inviteMembers } = await ada.run(InviteMembersDocument, {
      input: { businessId: id, invitees: addresses(101) },
    });
    expect(inviteMembers).toMatchObject({
      results: [],
      userErrors: [{ code: 'BATCH_TOO_LARGE', field: ['input', 'invitees'] }],
    });
    const { business } = await ada.run(BusinessInvitesDocument, { id });
    expect(business?.invites.totalCount).toBe(0);
  });

  it('refuses the one of three that is over the seat limit; the other two exist', async () => {
    const { id } = await createBusinessWorld(gateway, owner, { seatLimit: 3 });
    const ada = await gateway.as(owner);
    const { inviteMembers } = await ada.run(InviteMembersDocument, {
      input: { businessId: id, invitees: addresses(3) },
    });
    expect(inviteMembers?.results).toMatchObject([
      { invite: { inviteeEmail: 'person1@example.com' }, error: null },
      { invite: { inviteeEmail: 'person2@example.com' }, error: null },
      { invite: null, error: { code: 'SEAT_LIMIT', field: ['input', 'invitees', '2'], retryable: true } },
    ]);
    const { business } = await ada.run(BusinessInvitesDocument, { id });
    expect(business?.invites.totalCount).toBe(2);
  });

  it('makes who accepts an invite an ACTIVE member with exactly the grants that it carried', async () => {
    const { id } = await createBusinessWorld(gateway, owner);
    const acme = officeOf(id, await gateway.as(owner));
    const [ad = '', profile = '', other = ''] = await acme.assets('AD_ACCOUNT', 'PROFILE', 'AD_ACCOUNT');
    const inviteId = onlyId(
      await acme.inviteMembers(['bob@example.com'], {
        assetGrants: [grant(ad, 'ANALYST'), grant(profile, 'PROFILE_PUBLISHER')],
      }),
    );
    expect(await acme.permissions()).toEqual([]);
    const bob = officeOf(id, await gateway.as(person('bob')));
    await bob.accept(inviteId);
    const exactly = { [ad]: ['ANALYST'], [profile]: ['PROFILE_PUBLISHER'] };
    const { accountMember } = await acme.client.run(MemberPermissionsDocument, {
      id: (await inviteOf(acme.client, inviteId)).member?.id ?? '',
    });
    expect(accountMember).toMatchObject({ status: 'ACTIVE', roles: ['EMPLOYEE'] });
    expect(levelsOf(accountMember?.assetPermissions.nodes ?? [])).toEqual(exactly);
    expect(levelsOf(await acme.permissions())).toEqual(exactly);
    expect(levelsOf(await bob.permissions())).toEqual(exactly);
    const seen = await Promise.all([ad, profile, other].map((asset) => bob.client.run(AssetDocument, { id: asset })));
    expect(seen.map(({ asset }) => asset?.id ?? null)).toEqual([ad, profile, null]);
  });

  it('makes who asks for a partnership an EXTERNAL partner with what the other gives, who sees it as INTERNAL', async () => {
    const [a, b] = await openOffices(gateway);
    const [ad1 = '', ad2 = ''] = await a.assets('AD_ACCOUNT', 'AD_ACCOUNT');
    const request = onlyId(await b.requestPartnerships([a.id], { assetGrants: [grant(ad2, 'ADMIN')] }));
    await a.accept(request, { assetGrants: [grant(ad1, 'ANALYST')] });
    expect(await b.partners('EXTERNAL')).toEqual({ [a.id]: { [ad1]: ['ANALYST'] } });
    expect(await a.partners('INTERNAL')).toEqual({ [b.id]: { [ad1]: ['ANALYST'] } });
    expect([await b.partners('INTERNAL'), await a.partners('EXTERNAL')]).toEqual([{}, {}]);
    const seen = await Promise.all([ad1, ad2].map((id) => b.client.run(AssetDocument, { id })));
    expect(seen.map(({ asset }) => asset?.owner.id ?? null)).toEqual([a.id, null]);
  });

  it('refuses to cancel an accepted invite, which stays as it is, beside one that can be', async () => {
    const world = await createBusinessWorld(gateway, owner);
    const ada = await gateway.as(owner);
    const [accepted = '', open = ''] = await world.invite(['bob@example.com', 'carol@example.com']);
    await answer(gateway, person('bob'), accepted, true);
    const { cancelInvites } = await ada.run(CancelInvitesDocument, {
      input: { businessId: world.id, inviteIds: [accepted, open] },
    });
    expect(cancelInvites).toMatchObject({
      userErrors: [],
      results: [
        { index: 0, invite: null, error: { code: 'INVITE_NOT_PENDING', field: ['input', 'inviteIds', '0'] } },
        { index: 1, invite: { id: open, status: 'CANCELLED' }, error: null },
      ],
    });
    expect(cancelInvites?.results[0]?.error?.message).toContain('ACCEPTED');
    expect(await inviteOf(ada, accepted)).toMatchObject({ status: 'ACCEPTED', member: { status: 'ACTIVE' } });
  });

  it('resumes after three changes with exactly the five that were missed, in order, then live', async () => {
    const world = await createBusinessWorld(gateway, owner);
    const ada = await gateway.as(owner);
    const dashboard = await followBusiness(ada, world.id);
    const settled = (seq: number) =>
      expect
        .poll(() => gateway.database.query('select seq from stream_head where stream_key = $1', [`b:${world.id}`]), {
          timeout: 5_000,
          interval: 20,
        })
        .toEqual([{ seq }]);

    const [first = ''] = await world.invite(['bob@example.com']);
    await settled(2);
    await answer(gateway, person('bob'), first, false);
    await dashboard.take(3);
    dashboard.cut();

    const [second = '', third = ''] = await world.invite(['carol@example.com', 'dan@example.com']);
    await settled(7);
    await answer(gateway, person('carol'), second, true);

    dashboard.resume();
    const missed = await dashboard.take(5);
    expect(missed.map(({ seq }) => seq)).toEqual([4, 5, 6, 7, 8]);
    expect(missed.map(({ status }) => status)).toEqual([
      'PENDING_SEND',
      'PENDING_SEND',
      'PENDING',
      'PENDING',
      'ACCEPTED',
    ]);
    await answer(gateway, person('dan'), third, false);
    expect(await dashboard.take(1)).toMatchObject([{ seq: 9, status: 'DECLINED', invite: { id: third } }]);
    await dashboard.stop();
  });

  it('resumes at every position with exactly the rest', async () => {
    const world = await createBusinessWorld(gateway, owner);
    const ada = await gateway.as(owner);
    const start = await businessCursor(ada, world.id);
    await world.members([person('bob'), person('carol')]);
    const count = await countChanges(world.id);
    const whole = await followBusiness(ada, world.id, start);
    const all = await whole.take(count);
    await whole.stop();
    for (const [index, { cursor }] of all.entries()) {
      const rest = all.slice(index + 1);
      const resumed = await followBusiness(ada, world.id, cursor);
      expect(await resumed.take(rest.length)).toEqual(rest);
      await resumed.stop();
    }
  });
});

/** How many changes there are once no mail is owed. */
async function countChanges(businessId: string): Promise<number> {
  await settled(gateway);
  const rows = await gateway.database.query<{ seq: number }>('select seq from stream_head where stream_key = $1', [
    `b:${businessId}`,
  ]);
  return rows[0]?.seq ?? 0;
}
