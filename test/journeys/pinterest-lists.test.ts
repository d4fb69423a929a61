import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  BusinessInvitesDocument,
  type BusinessInvitesQueryVariables,
  type InviteDirection,
  type InviteFilter,
  type InviteStatus,
  type InviteType,
  ReceivedInvitesDocument,
} from '../operations/__generated__/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { settled } from './dashboard.js';
import { befriend, grant, ids, type Office, officeOf, onlyId, openOffices } from './office.js';

// Row 3 of the operations that a client of a "business access" API has: is_member is `types`, invite_status `statuses`,
// bookmark and page_size are `after` and `first`.

/** An invite as the list of Acme should show it. */
interface Listed {
  id: string;
  type: InviteType;
  status: InviteStatus;
  direction: InviteDirection;
}

let gateway: Gateway;
let acme: Office;
/** All there are, newest first. */
let all: Listed[];

beforeAll(async () => {
  gateway = await startGateway();
  let brand: Office;
  let shop: Office;
  [acme, brand, shop] = await openOffices(gateway);
  const [ad = ''] = await brand.assets('AD_ACCOUNT');
  const emails = ['m1@example.com', 'm2@example.com', 'm3@elsewhere.org', 'm4@example.com', 'm5@example.com'];
  const members = ids(await acme.inviteMembers(emails));
  const [accepted = '', declined = '', cancelled = '', late = ''] = members;
  const offered = onlyId(await acme.invitePartners([shop.id]));
  const asked = onlyId(await acme.requestPartnerships([shop.id]));
  await befriend(brand, acme);
  const [received] = await acme.invites({ direction: 'RECEIVED' });
  const access = onlyId(await acme.requestAccess([{ partnerId: brand.id, assetGrants: [grant(ad, 'ANALYST')] }]));
  const open = onlyId(await shop.invitePartners([acme.id]));
  const refused = onlyId(await brand.requestPartnerships([acme.id]));
  await brand.inviteMembers(['m1@example.com']); // another business's

  await officeOf(acme.id, await gateway.as(person('m1'))).accept(accepted);
  await officeOf(acme.id, await gateway.as(person('m2'))).respond([{ inviteId: declined, accept: false }]);
  await acme.cancel(cancelled);
  await shop.respond([{ inviteId: asked, accept: false }]);
  await acme.respond([{ inviteId: refused, accept: false }]);
  await settled(gateway);
  await gateway.lapse(late);
  await vi.waitFor(async () => expect(await acme.invites({ statuses: ['EXPIRED'] })).toHaveLength(1), 5_000);
  const sent = (id: string, type: InviteType, status: InviteStatus): Listed => ({
    id,
    type,
    status,
    direction: 'SENT',
  });
  const got = (id: string, type: InviteType, status: InviteStatus): Listed => ({
    ...{ id, type, status, direction: 'RECEIVED' },
  });
  const statuses = ['ACCEPTED', 'DECLINED', 'CANCELLED', 'EXPIRED', 'PENDING'] as const;
  all = [
    ...members.map((id, index) => sent(id, 'MEMBER_INVITE', statuses[index] ?? 'PENDING')),
    sent(offered, 'PARTNER_INVITE', 'PENDING'),
    sent(asked, 'PARTNER_REQUEST', 'DECLINED'),
    got(received?.id ?? '', 'PARTNER_INVITE', 'ACCEPTED'),
    sent(access, 'ASSET_REQUEST', 'PENDING'),
    got(open, 'PARTNER_INVITE', 'PENDING'),
    got(refused, 'PARTNER_REQUEST', 'DECLINED'),
  ].toReversed();
});
afterAll(() => gateway.stop());

/** Every page of the list, forward or backward, as ids; what each page says of itself is checked on the way. */
async function walk(filter: InviteFilter | undefined, size: number, backward = false): Promise<string[]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  for (let more = true; more; ) {
    const page: Partial<BusinessInvitesQueryVariables> = backward
      ? { last: size, ...(cursor ? { before: cursor } : {}) }
      : { first: size, ...(cursor ? { after: cursor } : {}) };
    const { business } = await acme.client.run(BusinessInvitesDocument, {
      id: acme.id,
      ...(filter ? { filter } : {}),
      ...page,
    });
    if (!business) throw new Error('The business is not there');
    const { edges, pageInfo, totalCount } = business.invites;
    pages.push(edges.map(({ node }) => node.id));
    expect(edges.length).toBeLessThanOrEqual(size);
    expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([
      edges[0]?.cursor ?? null,
      edges.at(-1)?.cursor ?? null,
    ]);
    more = backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage;
    if (pages.length > 50) throw new Error('The pages do not end');
    if (!more) expect(pages.flat()).toHaveLength(totalCount);
    cursor = (backward ? pageInfo.startCursor : pageInfo.endCursor) ?? undefined;
  }
  return (backward ? pages.toReversed() : pages).flat();
}

const idsOf = (wanted: (invite: Listed) => boolean) => all.filter(wanted).map(({ id }) => id);

describe('3: lists invites and requests', () => {
  it.each([1, 2, 3, 11, 250])('in pages of %i, all of them once, newest first, either way', async (size) => {
    expect(await walk(undefined, size)).toEqual(all.map(({ id }) => id));
    expect(await walk({}, size, true)).toEqual(all.map(({ id }) => id));
  });

  it('by direction, type and status together, whatever is asked for, page by page', async () => {
    const directions = [undefined, 'SENT', 'RECEIVED'] as const;
    const types: (InviteType[] | undefined)[] = [
      undefined,
      ['MEMBER_INVITE'], // is_member
      ['PARTNER_INVITE', 'PARTNER_REQUEST', 'ASSET_REQUEST'], // and not
      ['PARTNER_REQUEST'],
      ['ASSET_REQUEST'],
    ];
    const statuses: (InviteStatus[] | undefined)[] = [
      undefined,
      ['PENDING_SEND', 'PENDING'],
      ['ACCEPTED'],
      ['DECLINED', 'CANCELLED', 'EXPIRED'],
    ];
    const found = new Set<string>();
    for (const direction of directions) {
      for (const type of types) {
        for (const status of statuses) {
          const filter: InviteFilter = {
            ...(direction ? { direction } : {}),
            ...(type ? { types: type } : {}),
            ...(status ? { statuses: status } : {}),
          };
          const expected = idsOf(
            (invite) =>
              (!direction || invite.direction === direction) &&
              (!type || type.includes(invite.type)) &&
              (!status || status.includes(invite.status)),
          );
          expect(await walk(filter, 2), JSON.stringify(filter)).toEqual(expected);
          for (const id of expected) found.add(id);
        }
      }
    }
    expect(found.size).toBe(all.length);
    expect(await walk({ types: [] }, 2)).toEqual([]);
  });

  it('by a part of the address or of the partner’s name, in whatever case', async () => {
    const byMail = (part: string) => walk({ query: part }, 2);
    expect(await byMail('M3@ELSE')).toHaveLength(1);
    expect(await byMail('example.com')).toHaveLength(4);
    expect(await byMail('SHO')).toEqual(
      idsOf(({ type, status, direction }) =>
        direction === 'SENT' ? type.startsWith('PARTNER') : type === 'PARTNER_INVITE' && status === 'PENDING',
      ),
    );
    expect(await byMail('rand')).toEqual(
      idsOf(({ type, status, direction }) =>
        direction === 'SENT' ? type === 'ASSET_REQUEST' : type !== 'PARTNER_INVITE' || status === 'ACCEPTED',
      ),
    );
    expect(await byMail('acm')).toEqual([]); // its own name is nobody's there
    expect(await byMail('%')).toEqual([]);
  });

  it('refuses sizes out of range and cursors of another list', async () => {
    const ask = async (page: Partial<BusinessInvitesQueryVariables>) => {
      const { errors } = await acme.client.send(BusinessInvitesDocument, { id: acme.id, ...page });
      return errors?.map(({ extensions }) => extensions?.code);
    };
    for (const page of [{ first: 0 }, { first: 251 }, { last: -1 }, { first: 1, last: 1 }, { after: 'bookmark' }]) {
      expect(await ask(page), JSON.stringify(page)).toEqual(['BAD_USER_INPUT']);
    }
    const { business } = await acme.client.run(BusinessInvitesDocument, { id: acme.id, first: 1 });
    const after = business?.invites.pageInfo.endCursor ?? '';
    expect(await ask({ after, filter: { direction: 'SENT' } })).toEqual(['BAD_USER_INPUT']);
    expect(await ask({ after })).toBeUndefined();
  });

  it('of a person, across businesses, and none of those between businesses', async () => {
    const client = await gateway.as(person('m1'));
    const seen: string[] = [];
    for (let after: string | undefined, more = true; more; ) {
      const { viewer } = await client.run(ReceivedInvitesDocument, { first: 1, ...(after ? { after } : {}) });
      seen.push(...(viewer?.receivedInvites.nodes ?? []).map(({ business, status }) => `${business.name} ${status}`));
      more = viewer?.receivedInvites.pageInfo.hasNextPage ?? false;
      after = viewer?.receivedInvites.pageInfo.endCursor ?? undefined;
    }
    expect(seen).toEqual(['Brand PENDING', 'Acme ACCEPTED']);
    const { viewer } = await acme.client.run(ReceivedInvitesDocument, {});
    expect(viewer?.receivedInvites.totalCount).toBe(0);
  });
});
