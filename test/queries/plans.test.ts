import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlanReader, inBothModes, type List, MODES, PAGE, type PlanReader } from './plan-reader.js';
import { asUser } from './rows.js';

// The lists of a business with 20,000 invites and 20,000 members, beside 200 small ones with as many in all.

const LARGE: ReadonlySet<unknown> = new Set(['invite', 'account_member', 'stream_event']);
/** More than the invites, and than the places, of one person. */
const OWN = 300;

// Times run across the rows' order on disk. One invite in a hundred has expired, one in twenty is open.
const FILL = `
  insert into business select id, id, null, now(), now()
    from (select 'big' as id union all select 'small_' || n from generate_series(0, 199) n) made;
  insert into app_user select 'usr_' || n, 'usr_' || n || '@example.com', 'usr_' || n || '@example.com', true, 'First', 'Last', now(), now()
    from generate_series(0, 19999) n;
  begin;
  create temporary table made on commit drop as
    select n, business_id || '_' || n as id, business_id, 'usr_' || n as user_id,
      timestamptz '2026-01-01' + (n * 7919 % 20000) * interval '1 minute' as at,
      case when n % 100 = 0 then 'EXPIRED' when n % 20 = 1 then 'PENDING' when n % 5 = 2 then 'CANCELLED' else 'ACCEPTED' end as status
    from generate_series(0, 19999) n, lateral (values ('big'), ('small_' || n % 200)) of (business_id);
  insert into invite (id, type, status, business_id, invitee_email, invitee_email_canonical, roles, created_by_user_id,
      sender_user_id, generation, send_count, created_at, updated_at, expires_at, closed_at, closed_by_user_id, member_id)
    select 'inv_' || id, 'MEMBER_INVITE', status, business_id, user_id || '@example.com', user_id || '@example.com', '{EMPLOYEE}',
      'usr_' || n % 10, 'usr_' || n % 10, 1, 1, at, at, timestamptz '2100-01-01' + (at - '2026-01-01'), at,
      case status when 'ACCEPTED' then user_id end, 'mem_' || id
    from made;
  insert into account_member (id, business_id, status, roles, invited_email, invited_email_canonical, user_id, invite_id,
      created_at, updated_at, accepted_at)
    select 'mem_' || id, business_id,
      case status when 'ACCEPTED' then 'ACTIVE' when 'PENDING' then 'INVITED' when 'EXPIRED' then 'INVITATION_EXPIRED'
        else 'INVITATION_REVOKED' end,
      array[case when n < 10 then 'OWNER' else 'EMPLOYEE' end], user_id || '@example.com', user_id || '@example.com',
      case status when 'ACCEPTED' then user_id end, 'inv_' || id, at, at, case status when 'ACCEPTED' then at end
    from made;
  insert into stream_event (stream_key, seq, invite_id, status, actor_kind, actor_user_id, occurred_at)
    select 'b:' || business_id, row_number() over (partition by business_id order by at, n), 'inv_' || id, 'PENDING', 'USER',
      'usr_' || n % 10, at
    from made;
  insert into stream_head select stream_key, max(seq), 0 from stream_event group by 1;
  -- Somebody with a full inbox, offered a place by half of the small businesses and a member of most.
  update invite set status = 'PENDING', invitee_email = 'usr_7@example.com', invitee_email_canonical = 'usr_7@example.com'
    where business_id <> 'big' and split_part(id, '_', 4)::int between 200 and 299;
  update account_member set status = 'INVITED', user_id = null, invited_email = 'usr_7@example.com',
      invited_email_canonical = 'usr_7@example.com'
    where business_id <> 'big' and split_part(id, '_', 4)::int between 200 and 299;
  update account_member set user_id = 'usr_7'
    where business_id <> 'big' and status = 'ACTIVE' and split_part(id, '_', 4)::int < 200;
  commit;
  analyze;`;

const PERSON = '{ id email firstName lastName }';
const INVITE = `id status inviteeEmail viewerIsInvitee viewerActions business { id name } createdBy ${PERSON}
  inviteeUser ${PERSON} closedBy ${PERSON} member { id status email user ${PERSON} business { id name } }`;
const MEMBER = `id status email user ${PERSON} invite { id status inviteeEmail } business { id name }`;
const CHANGE = `seq status actor { kind user ${PERSON} } invite { id status }`;

const ADMIN = asUser('usr_3');
const EMPLOYEE = asUser('usr_13');
const INVITEE = asUser('usr_7');

const invites = (args: string) => `query ($after: String, $first: Int) { business(id: "big") {
  list: invites(first: $first, after: $after${args}) { nodes { ${INVITE} } pageInfo { endCursor } } } }`;
const members = (args: string) => `query ($after: String, $first: Int) { business(id: "big") {
  list: members(first: $first, after: $after${args}) { nodes { ${MEMBER} } pageInfo { endCursor } } } }`;
const changes = `query ($after: String, $first: Int) { business(id: "big") {
  list: inviteStatusChanges(first: $first, after: $after) { nodes { ${CHANGE} } pageInfo { endCursor } } } }`;
const inbox = (args: string) => `query ($after: String, $first: Int) { viewer {
  list: receivedInvites(first: $first, after: $after${args}) { nodes { ${INVITE} } pageInfo { endCursor } } } }`;
const memberships = (args: string) => `query ($after: String, $first: Int) { viewer {
  list: memberships(first: $first, after: $after${args}) { nodes { ${MEMBER} } pageInfo { endCursor } } } }`;

const admins = (name: string, source: string, table: string): List => ({ name, principal: ADMIN, source, table });
const employees = (name: string, source: string, table: string): List => ({ name, principal: EMPLOYEE, source, table });
const invitees = (name: string, source: string, table: string): List => ({ name, principal: INVITEE, source, table });

const statusFilter = (statuses: string): string => `, filter: { statuses: [${statuses}] }`;

/** Read in the order of an index: a page, and the row that tells whether more follow. */
const ORDERED: List[] = [
  admins('invites', invites(''), 'invite'),
  ...['CREATED_AT', 'EXPIRES_AT', 'UPDATED_AT'].flatMap((field) =>
    ['ASC', 'DESC'].map((direction) =>
      admins(
        `invites by ${field} ${direction}`,
        invites(`, orderBy: { field: ${field}, direction: ${direction} }`),
        'invite',
      ),
    ),
  ),
  ...['PENDING', 'EXPIRED', 'ACCEPTED', 'DECLINED'].map((status) =>
    admins(`invites in ${status}`, invites(statusFilter(status)), 'invite'),
  ),
  admins('members', members(''), 'account_member'),
  ...['ACTIVE', 'INVITED', 'REMOVED'].map((status) =>
    admins(`members in ${status}`, members(statusFilter(status)), 'account_member'),
  ),
  admins('changes', changes, 'stream_event'),
];

/** Chosen by an index and then sorted. */
const CHOSEN: List[] = [
  admins('invites in one of two statuses', invites(statusFilter('PENDING_SEND, PENDING')), 'invite'),
  admins('invites in none', invites(statusFilter('')), 'invite'),
  admins('members in one of two statuses', members(statusFilter('INVITED, ACTIVE')), 'account_member'),
  employees('invites, as an employee', invites(''), 'invite'),
  employees('members, as an employee', members(''), 'account_member'),
  invitees('received invites', inbox(''), 'invite'),
  invitees('received invites in PENDING', inbox(statusFilter('PENDING')), 'invite'),
  invitees('memberships', memberships(''), 'account_member'),
  invitees('memberships in ACTIVE', memberships(statusFilter('ACTIVE')), 'account_member'),
];

let reader: PlanReader;

beforeAll(async () => {
  reader = await createPlanReader(FILL, LARGE);
});
afterAll(() => reader.stop());

describe('a page is read in the order of an index, row by row', () => {
  it.each(inBothModes(ORDERED))('$name ($mode)', async ({ mode, ...list }) => {
    const { nodes, statements } = await reader.run(list);
    expect(await reader.expectIndices(list, statements, mode)).toBeLessThanOrEqual(PAGE + 1);
    expect(nodes).toHaveLength(/DECLINED|REMOVED/.test(list.name) ? 0 : PAGE);
  });

  it.each(ORDERED.filter(({ name }) => ['invites', 'members', 'changes', 'invites in ACCEPTED'].includes(name)))(
    '$name, 10,000 rows deep',
    async (list) => {
      const after = await reader.deepCursor(list);
      const { nodes, statements } = await reader.run(list, { after });
      expect(nodes).toHaveLength(PAGE);
      for (const mode of MODES) {
        expect(await reader.expectIndices(list, statements, mode)).toBeLessThanOrEqual(PAGE + 1);
      }
    },
  );
});

describe('a page is chosen by indices', () => {
  it.each(inBothModes(CHOSEN))('$name ($mode)', async ({ mode, ...list }) => {
    const { statements } = await reader.run(list);
    await reader.expectIndices(list, statements, mode);
  });

  it("and of what is the viewer's own, no more is read than that", async () => {
    for (const list of CHOSEN.filter(({ principal }) => principal === INVITEE)) {
      const { nodes, statements } = await reader.run(list);
      expect(nodes).toHaveLength(PAGE);
      for (const mode of MODES) expect(await reader.expectIndices(list, statements, mode)).toBeLessThan(OWN);
    }
  });
});

it('would be told of a table that is read whole', async () => {
  const text = 'select id from invite where message = $1';
  for (const mode of MODES) expect(await reader.readWhole({ text, values: ['x'] }, mode)).toEqual(['invite']);
});
