import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALLERS, type Caller, isAmong } from './callers.js';
import { MASKS, type Mask, selectionOf, toEach } from './masks.js';
import { at, createStage, type Data, type Stage } from './stage.js';
import { LISTS, MEMBER_EMAILS, OWN_LISTS, PEOPLE, THINGS } from './things.js';
import { WAYS } from './ways.js';

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.drop());

const seenBy = (caller: Caller): Set<string> =>
  new Set(THINGS.filter(({ who }) => isAmong(who, caller)).map(({ id }) => id));

describe.each(Object.entries(WAYS))('by %s', (_, way) => {
  it.each(CALLERS)('shows %s the rows that the table says, and no others', async (caller) => {
    const seen = seenBy(caller);
    const found = await way(stage, caller, () => 'id');
    expect(found.length).toBeGreaterThan(20);
    const shown = found.filter(({ row }) => row).map(({ id }) => id);
    expect(shown).toEqual(found.map(({ id }) => id).filter((id) => seen.has(id)));
    for (const { id, row } of found) if (row) expect(row.id).toBe(id);
  });

  it.each(CALLERS)('shows %s of each row the fields that the table says', async (caller) => {
    const found = await way(
      stage,
      caller,
      (type) =>
        `id ${MASKS.map((mask, index) => (mask.type === type ? `m${index}: ${selectionOf(mask)}` : '')).join(' ')}`,
    );
    const shown = new Map(found.flatMap(({ id, row }) => (row ? [[id, row] as const] : [])));
    const told = MASKS.flatMap((mask, index) => {
      const row = shown.get(mask.id);
      return row ? [{ mask, value: shownValue(row, mask, index) }] : [];
    });
    const name = ({ type, id, field }: Mask) => `${type} ${id}: ${field}`;
    expect(Object.fromEntries(told.map(({ mask, value }, index) => [`${index} ${name(mask)}`, value]))).toEqual(
      Object.fromEntries(told.map(({ mask }, index) => [`${index} ${name(mask)}`, expected(mask, caller)])),
    );
  });
});

const expected = (mask: Mask, caller: Caller): unknown =>
  toEach(mask) || isAmong(mask.to, caller) ? mask.value : (mask.others ?? null);

/** The first name of the path goes by its alias, and the actions for which there is no mutation yet do not count. */
function shownValue(row: Data, { field }: Mask, index: number): unknown {
  const [, ...below] = field.split('.');
  const value = at(row, [`m${index}`, ...below].join('.')) ?? null;
  return field === 'viewerActions' ? (value as string[]).filter((action) => action !== 'RESEND') : value;
}

describe('each list', () => {
  it.each(CALLERS)('holds for %s the rows that they see, on its pages and in its count', async (caller) => {
    const seen = seenBy(caller);
    const asked = LISTS.map(({ type, field, parent }) => ({ type, field, parent }));
    const source = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ${['Business', 'Asset', 'AccountMember', 'Partnership'].map(
        (type) =>
          `... on ${type} { ${[...new Set(LISTS.filter((list) => list.type === type).map(({ field }) => field))]
            .map((field) => `${field}(first: 250) { totalCount nodes { id } edges { node { id } } }`)
            .join(' ')} }`,
      )} } }`;
    const { _entities } = await stage.read(caller, source, {
      representations: asked.map(({ type, parent }) => ({ __typename: type, id: parent })),
    });
    const held: Data = {};
    const wanted: Data = {};
    for (const [index, { type, field, parent, rows, except }] of LISTS.entries()) {
      const name = `${type} ${parent}: ${field}`;
      const visible = rows.filter((id) => seen.has(id) && !isAmong(except?.[id] ?? '', caller)).sort();
      const list = at(_entities, `${index}.${field}`) as {
        totalCount: number;
        nodes: Node[];
        edges: { node: Node }[];
      } | null; // as asked for
      if (!seen.has(parent)) {
        expect(list, name).toBeNull();
        continue;
      }
      held[name] = [list?.totalCount, idsOf(list?.nodes ?? []), idsOf((list?.edges ?? []).map(({ node }) => node))];
      wanted[name] = [visible.length, visible, visible];
    }
    expect(held).toEqual(wanted);
  });

  it.each(CALLERS)('of their own holds for %s what is theirs', async (caller) => {
    const source = `{ viewer { eventCursor user { id email }
      ${Object.keys(OWN_LISTS)
        .map((field) => `${field}(first: 250) { totalCount nodes { id } }`)
        .join(' ')} } }`;
    const { viewer } = await stage.read(caller, source);
    if (caller === 'nobody') return expect(viewer).toBeNull();
    expect(at(viewer, 'user')).toEqual({ id: `usr_${caller}`, email: `${caller}@example.com` });
    expect(at(viewer, 'eventCursor')).toEqual(expect.any(String));
    for (const [field, rows] of Object.entries(OWN_LISTS)) {
      const list = at(viewer, field) as { totalCount: number; nodes: Node[] }; // as asked for
      expect([list.totalCount, idsOf(list.nodes)], field).toEqual([
        rows[caller]?.length ?? 0,
        [...(rows[caller] ?? [])].sort(),
      ]);
    }
  });

  it("holds a former member's closed row where it is asked for", async () => {
    const source = '{ viewer { memberships(filter: { statuses: [REMOVED] }) { nodes { id } } } }';
    expect(at(await stage.read('former', source), 'viewer.memberships.nodes')).toEqual([{ id: 'mem_former' }]);
  });
});

describe('a member by the business and the person', () => {
  const PLACES = [
    ['acme', 'owner', 'mem_owner'],
    ['acme', 'employee', 'mem_employee'],
    ['acme', 'both', 'mem_both'],
    ['acme', 'former', 'mem_former'],
    ['other', 'both', 'mem_bothOther'],
    ['beta', 'partnerEmployee', 'mem_partnerEmployee'],
    // Who has not accepted is not known to be anybody.
    ['acme', 'invitee', null],
    ['acme', 'named', null],
    ['acme', 'decliner', null],
    ['other', 'employee', null],
  ] as const;

  it.each(CALLERS)('is there for %s where they see the row', async (caller) => {
    const seen = seenBy(caller);
    const source = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on AccountMember { id } } }`;
    const { _entities } = await stage.read(caller, source, {
      representations: PLACES.map(([business, user]) => ({
        __typename: 'AccountMember',
        business: { id: business },
        user: { id: `usr_${user}` },
      })),
    });
    expect(_entities).toEqual(PLACES.map(([, , id]) => (id !== null && seen.has(id) ? { id } : null)));
  });
});

describe('a hidden e-mail', () => {
  const search = async (caller: Caller, list: string): Promise<string[]> => {
    const name = list.split('(')[0] ?? '';
    const { business } = await stage.read(caller, `{ business(id: "acme") { ${list} { nodes { id } } } }`);
    return idsOf((at(business, `${name}.nodes`) ?? []) as Node[]); // as asked for
  };

  it.each(CALLERS)('is found by no filter of %s (G28)', async (caller) => {
    const visible = Object.keys(MEMBER_EMAILS).filter((id) => isAmong(MEMBER_EMAILS[id] ?? '', caller));
    expect(await search(caller, 'members(filter: { query: "@EXAMPLE" })')).toEqual([...visible].sort());
    expect(await search(caller, 'members(filter: { query: "named@" })')).toEqual([]);
    expect(await search(caller, 'invites(filter: { query: "named@" })')).toEqual([]);
  });

  it('orders no list: all that is hidden comes behind what is shown', async () => {
    for (const direction of ['ASC', 'DESC']) {
      const list = `members(orderBy: [{ field: EMAIL, direction: ${direction} }])`;
      const { business } = await stage.read('steward', `{ business(id: "acme") { ${list} { nodes { id email } } } }`);
      const nodes = at(business, 'members.nodes') as { id: string; email: string | null }[]; // as asked for
      expect(nodes[0]).toEqual({ id: 'mem_steward', email: 'steward@example.com' });
      // The rest by their ids, as rows of one key go.
      const rest = nodes.slice(1).map(({ id }) => id);
      expect(rest).toEqual(direction === 'ASC' ? [...rest].sort() : [...rest].sort().reverse());
      expect(rest.length).toBe(5);
    }
  });
});

describe('people', () => {
  it.each(CALLERS)('of whom nothing is known are an id to %s', async (caller) => {
    const source = `{ _entities(representations: [{ __typename: "User", id: "usr_none" }]) {
      ... on User { id email firstName memberships { nodes { id } } } } }`;
    expect((await stage.read(caller, source))._entities).toEqual([
      { id: 'usr_none', email: null, firstName: null, memberships: { nodes: [] } },
    ]);
  });

  it.each(CALLERS)('show %s what the table says of them', async (caller) => {
    const source = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on User { id email firstName lastName memberships { nodes { id } } } } }`;
    const { _entities } = await stage.read(caller, source, {
      representations: PEOPLE.map(({ name }) => ({ __typename: 'User', id: `usr_${name}` })),
    });
    expect(_entities).toEqual(
      PEOPLE.map(({ name, email, names, memberships }) => ({
        id: `usr_${name}`,
        email: isAmong(email, caller) ? `${name}@example.com` : null,
        firstName: isAmong(names, caller) ? `First of ${name}` : null,
        lastName: isAmong(names, caller) ? `Last of ${name}` : null,
        memberships: {
          nodes: Object.entries(memberships)
            .filter(([, who]) => isAmong(who, caller))
            .map(([id]) => ({ id }))
            .sort((one, other) => (one.id < other.id ? 1 : -1)),
        },
      })),
    );
  });

  it.each(CALLERS)('who closed an invite are told to %s in its changes as the table says', async (caller) => {
    const source =
      '{ business(id: "acme") { inviteStatusChanges { nodes { invite { id } actor { kind user { id } } } } } }';
    const changes = at(await stage.read(caller, source), 'business.inviteStatusChanges.nodes');
    if (!isAmong('owner admin', caller)) return expect(changes ?? []).toEqual([]);
    expect(changes).toEqual([
      { invite: { id: 'inv_employee' }, actor: { kind: 'USER', user: { id: 'usr_employee' } } },
      { invite: { id: 'inv_decliner' }, actor: { kind: 'USER', user: null } },
      { invite: { id: 'inv_refused' }, actor: { kind: 'USER', user: { id: 'usr_admin' } } },
    ]);
  });
});

type Node = { id: string };
const idsOf = (nodes: readonly Node[]): string[] => nodes.map(({ id }) => id).sort();
