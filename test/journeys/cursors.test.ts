import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSealer, deriveKey } from '../../src/domain/seal.js';
import { encodeCursor } from '../../src/events/cursor.js';
import { businessStream, inboxStream } from '../../src/events/stream-key.js';
import {
  BusinessInvitesDocument,
  InviteStatusChangedDocument,
  InviteStatusChangesDocument,
  ReceivedInvitesDocument,
  ViewerInviteStatusChangedDocument,
} from '../operations/__generated__/graphql.js';
import type { Client, Following } from '../support/client.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person, TEST_SECRET } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { businessCursor, type Change, changesOf, followBusiness, settled } from './dashboard.js';

let gateway: Gateway;
let world: BusinessWorld;
let other: BusinessWorld;
let ada: Client;
let all: Change[];
const owner = person('ada');
beforeAll(async () => {
  gateway = await startGateway();
  world = await createBusinessWorld(gateway, owner);
  other = await createBusinessWorld(gateway, owner, { name: 'Other' });
  ada = await gateway.as(owner);
  await other.invite(['ada2@example.com']);
  await world.members(['bob', 'carol', 'dan'].map((name) => person(name)));
  await settled(gateway);
  all = await changesOf(ada, world.id);
});
afterAll(() => gateway.stop());

const TEST_KEY = deriveKey(TEST_SECRET, 'cursor');
const sealed = (streamKey: string, epoch: number, seq: number, key = TEST_KEY) =>
  encodeCursor(createSealer([key]), streamKey, { epoch, seq });

/** The one answer before the end, and that nothing else came. */
async function refusalOf(following: Following<unknown>) {
  const { data, errors } = await following.next();
  await following.ended;
  await expect(following.next(1)).rejects.toThrow('Nothing came');
  await following.stop();
  return { data, code: errors?.[0]?.extensions?.code, message: errors?.[0]?.message };
}

const BAD: [string, () => string | Promise<string>][] = [
  ['no cursor at all', () => 'nonsense'],
  ['empty', () => ''],
  ['full of NUL', () => '\0\0\0'],
  ["another business's", () => businessCursor(ada, other.id)],
  ["the viewer's own", async () => (await ada.run(ReceivedInvitesDocument, {})).viewer?.eventCursor ?? ''],
  [
    "a list's",
    async () => (await ada.run(BusinessInvitesDocument, { id: world.id })).business?.invites.pageInfo.endCursor ?? '',
  ],
  ['changed in its first character', async () => `X${(await businessCursor(ada, world.id)).slice(1)}`],
  ['cut off', async () => (await businessCursor(ada, world.id)).slice(0, -1)],
  ['spelled with padding', async () => `${await businessCursor(ada, world.id)}=`],
  ['made with another key', () => sealed(businessStream(world.id), 1, 1, deriveKey('other', 'cursor'))],
  ['from the future', () => sealed(businessStream(world.id), 1, all.length + 1)],
];

describe('a cursor that does not belong to the stream', () => {
  it.each(BAD)('is refused before the first change when it is %s', async (_name, make) => {
    const after = await make();
    const following = ada.follow(InviteStatusChangedDocument, { businessId: world.id, after });
    expect(await refusalOf(following)).toMatchObject({ data: null, code: 'CURSOR_INVALID' });
    for (const page of [{ after }, { before: after }, { last: 2, before: after }]) {
      const { errors } = await ada.send(InviteStatusChangesDocument, { id: world.id, ...page });
      expect(errors?.[0]?.extensions?.code).toBe('CURSOR_INVALID');
    }
  });

  it('is refused in an inbox alike', async () => {
    for (const after of [
      'nonsense',
      await businessCursor(ada, world.id),
      sealed(inboxStream('bob@example.com'), 1, 1),
      sealed(inboxStream(owner.email), 1, 1), // nothing has ever happened in this one
    ]) {
      const following = ada.follow(ViewerInviteStatusChangedDocument, { after });
      expect(await refusalOf(following)).toMatchObject({ data: null, code: 'CURSOR_INVALID' });
    }
  });
});

describe('who may not follow a business', () => {
  it.each(['mallory', 'bob'])('is refused with FORBIDDEN, and so for one that does not exist: %s', async (name) => {
    const client = await gateway.as(person(name));
    const cursors = [undefined, 'nonsense', all[0]?.cursor];
    const businesses = [world.id, 'biz_00000000000000000000000000', 'a\0b', '\ud800', '', 'inv_1', 'x'.repeat(300)];
    const refusals = [];
    for (const businessId of businesses) {
      for (const after of cursors) {
        const variables = { businessId, ...(after === undefined ? {} : { after }) };
        refusals.push(await refusalOf(client.follow(InviteStatusChangedDocument, variables)));
      }
    }
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1); // not a word tells them apart
    expect(refusals[0]).toMatchObject({ data: null, code: 'FORBIDDEN' });
  });

  it('is told to sign in first without a token, for each stream', async () => {
    const nobody = gateway.with(undefined);
    const streams = [
      nobody.follow(InviteStatusChangedDocument, { businessId: world.id }),
      nobody.follow(InviteStatusChangedDocument, { businessId: 'unknown', after: 'nonsense' }),
      nobody.follow(ViewerInviteStatusChangedDocument, {}),
    ];
    for (const stream of streams)
      expect(await refusalOf(stream)).toMatchObject({ data: null, code: 'UNAUTHENTICATED' });
  });

  it('has no inbox to follow without a verified address', async () => {
    const client = await gateway.as(person('eve', { emailVerified: false }));
    const { viewer } = await client.run(ReceivedInvitesDocument, {});
    for (const after of [undefined, viewer?.eventCursor, 'nonsense']) {
      const following = client.follow(ViewerInviteStatusChangedDocument, after === undefined ? {} : { after });
      expect(await refusalOf(following)).toMatchObject({ data: null, code: 'FORBIDDEN' });
    }
  });
});

describe('the list of changes', () => {
  const page = async (variables: { first?: number; after?: string; last?: number; before?: string }) => {
    const { business } = await ada.run(InviteStatusChangesDocument, { id: world.id, ...variables });
    if (!business) throw new Error('There is no such business');
    return business.inviteStatusChanges;
  };

  // Who answers before the mail is out leaves one change less.
  let pageSizes: number[];
  beforeAll(() => {
    pageSizes = [...all.keys()].filter((index) => index % 4 === 0).map((index) => Math.min(4, all.length - index));
  });

  it('reads the whole stream forwards in pages, oldest first', async () => {
    const pages = [await page({ first: 4 })];
    while (pages.at(-1)?.pageInfo.hasNextPage) {
      pages.push(await page({ first: 4, after: pages.at(-1)?.pageInfo.endCursor ?? '' }));
    }
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
    expect(pages.map(({ nodes }) => nodes.length)).toEqual(pageSizes);
    expect(pages.flatMap(({ nodes }) => nodes)).toEqual(all);
    expect(pages.map(({ pageInfo }) => pageInfo.hasPreviousPage)).toEqual(pageSizes.map(() => false));
  });

  it('reads it backwards in pages, each of them oldest first', async () => {
    const pages = [await page({ last: 4 })];
    while (pages.at(-1)?.pageInfo.hasPreviousPage) {
      pages.push(await page({ last: 4, before: pages.at(-1)?.pageInfo.startCursor ?? '' }));
    }
    expect(pages.map(({ nodes }) => nodes.length)).toEqual(pageSizes);
    expect(pages.toReversed().flatMap(({ nodes }) => nodes)).toEqual(all);
    expect(pages.map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual(pageSizes.map(() => false));
  });

  it('is exact where a page ends with the list, and empty behind its end', async () => {
    expect((await page({ first: all.length })).pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    expect((await page({ last: all.length })).pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    expect((await page({ first: all.length - 1 })).pageInfo.hasNextPage).toBe(true);
    const end = await businessCursor(ada, world.id);
    expect(end).toBe(all.at(-1)?.cursor);
    expect(await page({ first: 5, after: end })).toEqual({
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
    const between = await page({ after: all[1]?.cursor ?? '', before: all[5]?.cursor ?? '' });
    expect(between.nodes).toEqual(all.slice(2, 5));
  });

  it('hands out the cursors that the subscription resumes from', async () => {
    const { nodes } = await page({ first: 3 });
    const resumed = await followBusiness(ada, world.id, nodes.at(-1)?.cursor);
    expect(await resumed.take(all.length - 3)).toEqual(all.slice(3));
    await resumed.stop();
  });

  it('is empty for who may not follow the business', async () => {
    const bob = await gateway.as(person('bob'));
    const { business } = await bob.run(InviteStatusChangesDocument, { id: world.id });
    expect(business).toMatchObject({ eventCursor: null, inviteStatusChanges: { nodes: [] } });
  });
});

describe('a cursor that can no longer be served', () => {
  const expires = async (after: string) => {
    const following = ada.follow(InviteStatusChangedDocument, { businessId: world.id, after });
    expect(await refusalOf(following)).toMatchObject({ data: null, code: 'CURSOR_EXPIRED' });
    const { errors } = await ada.send(InviteStatusChangesDocument, { id: world.id, after });
    expect(errors?.[0]?.extensions?.code).toBe('CURSOR_EXPIRED');
  };

  it('is refused when changes behind it were pruned; the first that is complete is served', async () => {
    await gateway.database.query('delete from stream_event where stream_key = $1 and seq <= 3', [
      businessStream(world.id),
    ]);
    await expires(all[0]?.cursor ?? '');
    await expires(all[1]?.cursor ?? '');
    const resumed = await followBusiness(ada, world.id, all[2]?.cursor);
    expect(await resumed.take(all.length - 3)).toEqual(all.slice(3));
    await resumed.stop();
  });

  it('is refused after the database was restored, though its number is there', async () => {
    await gateway.database.query('update stream_epoch set epoch = epoch + 1');
    await expires(all.at(-1)?.cursor ?? '');
    const live = await followBusiness(ada, world.id);
    await world.invite(['frank@example.com']);
    expect(await live.take(1)).toMatchObject([{ seq: all.length + 1, status: 'PENDING_SEND' }]);
    await live.stop();
  });
});
