import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  assetRow,
  asUser,
  businessRow,
  insertRows,
  inviteRow,
  memberRow,
  type Rows,
  times,
  userRow,
} from '../queries/rows.js';
import { createExecutor } from '../support/executor.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { type Key, ref, SOURCE } from './entities.js';

// A request as a gateway makes it in front of a long list: a thousand different things of five types, most of them there,
// some not, some not to be seen, and some that are no keys at all.

const ada = person('ada');
const MALFORMED = ['a\0b', '', 7, null, 'ä', { id: 'acme' }, 'x'.repeat(300), '\ud800'];

/** How things of one kind look: their rows, and what is answered for one that the viewer sees. */
interface Kind {
  key: Key;
  id: (name: string) => string;
  rows: (name: string, businessId: string) => Rows;
  answer: (name: string) => object;
}

const KINDS: Kind[] = [
  {
    key: 'Business id',
    id: (name) => `business_${name}`,
    rows: (name, at) => ({
      business: [businessRow(`business_${name}`)],
      account_member:
        at === 'acme' ? [memberRow(`mem_at_${name}`, { businessId: `business_${name}`, userId: ada.id })] : [],
    }),
    answer: (name) => ({ __typename: 'Business', id: `business_${name}`, name: `Business business_${name}` }),
  },
  {
    key: 'Invite id',
    id: (name) => `inv_${name}`,
    rows: (name, businessId) => ({
      invite: [inviteRow(`inv_${name}`, { businessId, memberId: `mem_of_${name}` })],
      account_member: [
        memberRow(`mem_of_${name}`, {
          businessId,
          status: 'INVITED',
          invitedEmail: `inv_${name}@example.com`,
          inviteId: `inv_${name}`,
        }),
      ],
    }),
    answer: (name) => ({ __typename: 'Invite', id: `inv_${name}`, status: 'PENDING' }),
  },
  {
    key: 'AccountMember id',
    id: (name) => `mem_${name}`,
    rows: (name, businessId) => ({
      app_user: [userRow(`usr_${name}`)],
      account_member: [memberRow(`mem_${name}`, { businessId, userId: `usr_${name}` })],
    }),
    answer: (name) => ({ __typename: 'AccountMember', id: `mem_${name}`, membership: 'ACTIVE' }),
  },
  {
    key: 'AccountMember business { id } user { id }',
    id: (name) => `${name.startsWith('foreign') ? 'beta' : 'acme'}/usr_placed_${name}`,
    rows: (name, businessId) => ({
      app_user: [userRow(`usr_placed_${name}`)],
      account_member: [memberRow(`mem_placed_${name}`, { businessId, userId: `usr_placed_${name}` })],
    }),
    answer: (name) => ({ __typename: 'AccountMember', id: `mem_placed_${name}`, membership: 'ACTIVE' }),
  },
  {
    key: 'Asset id',
    id: (name) => `ad_${name}`,
    rows: (name, businessId) => ({ asset: [assetRow(`ad_${name}`, { businessId })] }),
    answer: (name) => ({ __typename: 'Asset', id: `ad_${name}`, type: 'AD_ACCOUNT' }),
  },
  {
    key: 'User id',
    id: (name) => `usr_person_${name}`,
    rows: (name, businessId) => ({
      app_user: [userRow(`usr_person_${name}`)],
      account_member: [memberRow(`mem_person_${name}`, { businessId, userId: `usr_person_${name}` })],
    }),
    answer: (name) => ({ __typename: 'User', id: `usr_person_${name}`, email: `usr_person_${name}@example.com` }),
  },
];

interface Asked {
  representation: unknown;
  answer: object | null;
  rows: Rows;
}

/** The one at this place: of each ten of a kind one is unknown, one foreign, one malformed, and seven are seen. */
function askedAt(index: number): Asked {
  const kind = KINDS[index % KINDS.length] as Kind; // the rest of a division by its length
  const turn = Math.floor(index / KINDS.length);
  const about = ({ 0: 'unknown', 4: 'foreign', 7: 'malformed' } as const)[turn % 10] ?? 'seen';
  const name = `${about}${turn}`;
  const bad = MALFORMED[turn % MALFORMED.length];
  if (about === 'malformed') return { representation: malformed(kind.key, bad), answer: null, rows: {} };
  // Who somebody is, is told of nobody; that there is an id is not even asked.
  const hidden = kind.key === 'User id' ? { __typename: 'User', id: kind.id(name), email: null } : null;
  return {
    representation: ref(kind.key, kind.id(name)),
    answer: about === 'seen' ? kind.answer(name) : hidden,
    rows: about === 'unknown' ? {} : kind.rows(name, about === 'foreign' ? 'beta' : 'acme'),
  };
}

const malformed = (key: Key, bad: unknown) =>
  key.endsWith(' id') ? ref(key, bad) : { __typename: 'AccountMember', business: { id: 'acme' }, user: { id: bad } };

const thousand = times(1_000, askedAt);
const representationsOf = (asked: readonly Asked[]) => asked.map(({ representation }) => representation);
const answersOf = (asked: readonly Asked[]) => asked.map(({ answer }) => answer);

let gateway: Gateway;
let executor: ReturnType<typeof createExecutor>;

beforeAll(async () => {
  gateway = await startGateway();
  executor = createExecutor(gateway.database, gateway.databaseUrl);
  const all: Required<Pick<Rows, 'business' | 'app_user' | 'invite' | 'account_member' | 'asset'>> = {
    business: ['acme', 'beta'].map(businessRow),
    app_user: [userRow(ada.id, { email: ada.email })],
    invite: [],
    account_member: [memberRow('mem_ada', { userId: ada.id, roles: ['OWNER'] })],
    asset: [],
  };
  for (const { rows } of thousand) {
    all.business.push(...(rows.business ?? []));
    all.app_user.push(...(rows.app_user ?? []));
    all.invite.push(...(rows.invite ?? []));
    all.account_member.push(...(rows.account_member ?? []));
    all.asset.push(...(rows.asset ?? []));
  }
  await insertRows(gateway.database, all);
});
afterAll(() => gateway.stop());

it('answers a thousand in their order, null where nothing is to be seen, in under two seconds', async ({
  annotate,
}) => {
  const client = await gateway.as(ada);
  const tookMs: number[] = [];
  for (const _ of ['cold', 'warm', 'warm']) {
    const began = performance.now();
    const { data, errors } = await client.send<{ _entities: unknown[] }, object>(SOURCE, {
      representations: representationsOf(thousand),
    });
    tookMs.push(Math.round(performance.now() - began));
    expect(errors).toBeUndefined();
    expect(data?._entities).toEqual(answersOf(thousand));
  }
  await annotate(`1,000 representations over HTTP took ${tookMs.join(', ')} ms`);
  expect(answersOf(thousand).filter((answer) => answer === null).length).toBeGreaterThan(250);
  expect(Math.min(...tookMs)).toBeLessThan(2_000);
});

it.each([100, 1_000])('takes one statement per type and key for %i, and two for what the viewer is', async (count) => {
  const asked = thousand.slice(0, count);
  const { result, statements } = await executor.execute(asUser(ada.id), SOURCE, {
    representations: representationsOf(asked),
  });
  expect(result.errors).toBeUndefined();
  for (const where of ['i.id = any(', 'm.id = any(', '(m.business_id, m.user_id) in (', 'a.id = any(', 'u.id = any(']) {
    expect(statements.filter((text) => text.includes(`where ${where}`))).toHaveLength(1);
  }
  expect(statements).toHaveLength(7);
});
