import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CancelInvitesDocument,
  type CancelInvitesInput,
  CreateBusinessDocument,
  type CreateBusinessInput,
  type ErrorFieldsFragment,
  InviteMembersDocument,
  type InviteMembersInput,
  RespondToInvitesDocument,
  type RespondToInvitesInput,
  UpdateBusinessDocument,
  type UpdateBusinessInput,
} from '../operations/__generated__/graphql.js';
import { type Name, openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.gateway.stop());

/** What the four kinds of payloads have in common. */
interface Payload {
  results?: { index: number; invite: object | null; error: ErrorFieldsFragment | null }[];
  business?: object | null;
  userErrors: ErrorFieldsFragment[];
}
type Call = (name: Name) => Promise<Payload | null>;
const OPEN = { email: 'new@example.com' };

const invite =
  (input: Partial<InviteMembersInput>): Call =>
  async (name) => {
    const whole = { businessId: stage.acme.id, invitees: [OPEN], ...input };
    return (await stage.clients[name].run(InviteMembersDocument, { input: whole })).inviteMembers;
  };
const cancel =
  (input: Partial<CancelInvitesInput>): Call =>
  async (name) => {
    const whole = { businessId: stage.acme.id, inviteIds: [stage.invites.open], ...input };
    return (await stage.clients[name].run(CancelInvitesDocument, { input: whole })).cancelInvites;
  };
const respond =
  (input: Partial<RespondToInvitesInput>): Call =>
  async (name) => {
    const whole = { responses: [{ inviteId: stage.invites.open, accept: true }], ...input };
    return (await stage.clients[name].run(RespondToInvitesDocument, { input: whole })).respondToInvites;
  };
const create =
  (input: Partial<CreateBusinessInput>): Call =>
  async (name) =>
    (await stage.clients[name].run(CreateBusinessDocument, { input: { name: 'New', ...input } })).createBusiness;
const update =
  (input: Partial<UpdateBusinessInput>): Call =>
  async (name) => {
    const whole = { businessId: stage.acme.id, name: 'New', ...input };
    return (await stage.clients[name].run(UpdateBusinessDocument, { input: whole })).updateBusiness;
  };

const people = (count: number) => Array.from({ length: count }, (_, index) => ({ email: `p${index}@example.com` }));
const ids = (count: number) => Array.from({ length: count }, (_, index) => `inv_${index}`);
const ahead = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const DAY = 24 * 60;
const LONE = '\ud800';

type Refused = [what: string, who: Name, call: Call, code: string, field: string];
const refusedIn = (field: string, code: string, cases: [string, Name, Call][]): Refused[] =>
  cases.map(([what, who, call]) => [what, who, call, code, field]);

const UNKNOWN_IDS: [string, string][] = [
  ['unknown', 'biz_00000000000000000000000000'],
  ['empty', ''],
  ['with NUL', 'acme\0'],
  ['a lone surrogate', LONE],
  ['of another kind', 'inv_00000000000000000000000000'],
  ['far too long', 'x'.repeat(5_000)],
];
const WHOLE: Refused[] = [
  ...refusedIn('invitees', 'INVALID_INPUT', [['no invitees', 'ada', invite({ invitees: [] })]]),
  ...refusedIn('invitees', 'BATCH_TOO_LARGE', [['101 invitees', 'ada', invite({ invitees: people(101) })]]),
  ...refusedIn('roles', 'INVALID_INPUT', [
    ['no roles', 'ada', invite({ roles: [] })],
    ['PARTNER', 'ada', invite({ roles: ['PARTNER'] })],
    ['PARTNER beside another', 'ada', invite({ roles: ['EMPLOYEE', 'PARTNER'] })],
    ['no roles, by a stranger', 'mallory', invite({ roles: [] })],
  ]),
  ...refusedIn('roles', 'ROLE_CEILING', [
    ['a role above the own', 'beth', invite({ roles: ['OWNER'] })],
    ['a role above the own beside another', 'beth', invite({ roles: ['EMPLOYEE', 'OWNER'] })],
  ]),
  ...refusedIn('message', 'INVALID_INPUT', [
    ['1,001 characters', 'ada', invite({ message: 'x'.repeat(1_001) })],
    ['NUL', 'ada', invite({ message: 'Hello\0' })],
    ['a lone surrogate', 'ada', invite({ message: `Hello ${LONE}` })],
    ['1,001 characters to 101 invitees', 'ada', invite({ message: 'x'.repeat(1_001), invitees: people(101) })],
  ]),
  ...refusedIn('expiresAt', 'INVALID_INPUT', [
    ['in the past', 'ada', invite({ expiresAt: '1970-01-01T00:00:00Z' })],
    ['in less than 5 minutes', 'ada', invite({ expiresAt: ahead(4.9) })],
    ['in more than 30 days', 'ada', invite({ expiresAt: ahead(30 * DAY + 1) })],
    ['at the end of time', 'ada', invite({ expiresAt: '9999-12-31T23:59:59.999Z' })],
    ['too early, by a stranger', 'mallory', invite({ expiresAt: ahead(1) })],
    ['too early, at an unknown business', 'ada', invite({ expiresAt: ahead(1), businessId: 'unknown' })],
    ['too early, for 101 invitees', 'ada', invite({ expiresAt: ahead(1), invitees: people(101) })],
    ['too early, with a role above the own', 'beth', invite({ expiresAt: ahead(1), roles: ['OWNER'] })],
  ]),
  ...refusedIn('inviteIds', 'INVALID_INPUT', [['no invites to cancel', 'ada', cancel({ inviteIds: [] })]]),
  ...refusedIn('inviteIds', 'BATCH_TOO_LARGE', [['101 invites to cancel', 'ada', cancel({ inviteIds: ids(101) })]]),
  ...refusedIn('responses', 'INVALID_INPUT', [['no answers', 'zoe', respond({ responses: [] })]]),
  ...refusedIn('responses', 'BATCH_TOO_LARGE', [
    ['101 answers', 'zoe', respond({ responses: ids(101).map((inviteId) => ({ inviteId, accept: false })) })],
  ]),
  ...['', 'k'.repeat(256), 'k\0', LONE].flatMap((idempotencyKey) =>
    refusedIn('idempotencyKey', 'INVALID_INPUT', [
      ['a key of 0 or 256 characters, or that cannot be stored', 'ada', invite({ idempotencyKey })],
      ['such a key of a dry run', 'ada', invite({ idempotencyKey, validateOnly: true })],
      ['such a key of a cancellation', 'ada', cancel({ idempotencyKey })],
      ['such a key of an answer', 'zoe', respond({ idempotencyKey })],
      ['such a key of a new business', 'ada', create({ idempotencyKey })],
      ['such a key of an update', 'ada', update({ idempotencyKey })],
    ]),
  ),
  ...['', ' \t\n', 'x'.repeat(101), 'NUL\0', `lone ${LONE}`].flatMap((name) =>
    refusedIn('name', 'INVALID_INPUT', [
      [`a new name ${JSON.stringify(name.slice(0, 9))}`, 'ada', create({ name })],
      [`a changed name ${JSON.stringify(name.slice(0, 9))}`, 'ada', update({ name })],
    ]),
  ),
  ...[0, -1].flatMap((seatLimit) =>
    refusedIn('seatLimit', 'INVALID_INPUT', [
      [`${seatLimit} seats from the start`, 'ada', create({ seatLimit })],
      [`${seatLimit} seats`, 'ada', update({ seatLimit })],
    ]),
  ),
  ...['', 'x'.repeat(65), 'a b', 'ä', 'a\0', LONE, 'inv_1', 'mem_1', 'prt_1', 'prm_1', 'key_1'].flatMap((id) =>
    refusedIn('id', 'INVALID_INPUT', [[`the id ${JSON.stringify(id.slice(0, 9))}`, 'ada', create({ id })]]),
  ),
  ...refusedIn('id', 'INVALID_INPUT', [
    ['the id of a business of others', 'mallory', (name) => create({ id: stage.acme.id })(name)],
    ['the id of an own business', 'ada', (name) => create({ id: stage.acme.id })(name)],
  ]),
  ...[invite({}), cancel({}), update({})].flatMap((call) => [
    ...refusedIn('businessId', 'FORBIDDEN', [['a member who may not', 'emil', call]]),
    ...refusedIn('businessId', 'FORBIDDEN', [['an invitee who may not', 'zoe', call]]),
    ...refusedIn('businessId', 'NOT_FOUND', [['a stranger', 'mallory', call]]),
    ...refusedIn('businessId', 'NOT_FOUND', [['the owner of another business', 'olga', call]]),
  ]),
  ...UNKNOWN_IDS.flatMap(([what, businessId]) =>
    refusedIn('businessId', 'NOT_FOUND', [
      [`a business ${what}, to invite`, 'ada', invite({ businessId })],
      [`a business ${what}, to cancel`, 'ada', cancel({ businessId })],
      [`a business ${what}, to update`, 'ada', update({ businessId })],
    ]),
  ),
  ...refusedIn('invitees', 'BATCH_TOO_LARGE', [['101 at once', 'mallory', invite({ invitees: people(101) })]]),
  ...refusedIn('businessId', 'FORBIDDEN', [['a role above the own', 'emil', invite({ roles: ['OWNER'] })]]),
];

describe('a call that is refused as a whole', () => {
  it.each(WHOLE)('%s (%s)', async (_what, who, call, code, field) => {
    const payload = await stage.untouched(() => call(who));
    expect(payload?.userErrors).toMatchObject([{ code, field: ['input', field], retryable: false }]);
    expect(payload?.userErrors[0]?.message).toMatch(/\S/);
    if (payload?.results) expect(payload.results).toEqual([]);
    else expect(payload?.business).toBeNull();
  });

  it('tells a stranger no more of a business than of one that does not exist', async () => {
    const at = (businessId: string) =>
      Promise.all([invite, cancel, update].map((call) => call({ businessId })('mallory')));
    expect(await at(stage.acme.id)).toEqual(await at('biz_00000000000000000000000000'));
  });
});

const BAD_EMAILS = [
  ...['', ' ', 'plain', '@example.com', 'a@', 'a@b', 'a@@example.com', 'a@example..com', 'a@.example.com'],
  ...[
    '.a@example.com',
    'a.@example.com',
    'a..b@example.com',
    'a b@example.com',
    '"a b"@example.com',
    '"a"@example.com',
  ],
  ...['a(x)@example.com', 'a@example.com (x)', 'Ada <a@example.com>', '<a@example.com>', 'a@example.com,b@example.com'],
  ...[
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a@[IPv6:::1]',
    'ä@example.com',
    'a@exa mple.com',
    'a@-example.com',
    'a@example-.com',
  ],
  ...['a＠example.com', 'a@example。com', 'a@example.com\r\nBcc: b@example.com', 'a\0@example.com', 'a@example.com\0b'],
  ...[`${LONE}@example.com`, `a@${LONE}.com`, `${'x'.repeat(65)}@example.com`, `a@${'x'.repeat(64)}.com`],
  `a@${'x.'.repeat(130)}com`,
];

describe('an item that is refused', () => {
  const refused = async (call: Call, who: Name) => {
    const payload = await stage.untouched(() => call(who));
    expect(payload?.userErrors).toEqual([]);
    return (payload?.results ?? []).map(({ index, invite: made, error }, position) => {
      expect([index, made]).toEqual([position, null]);
      return [error?.code, error?.field.join('.')];
    });
  };

  it('is each address that is none', async () => {
    const invitees = BAD_EMAILS.map((email) => ({ email }));
    expect(await refused(invite({ invitees }), 'ada')).toEqual(
      BAD_EMAILS.map((_, index) => ['INVALID_INPUT', `input.invitees.${index}.email`]),
    );
  });

  it('is who is named in no way, or in two', async () => {
    const invitees = [{}, { email: null, userId: null }, { ...OPEN, userId: 'usr_zoe' }];
    expect(await refused(invite({ invitees }), 'ada')).toEqual(
      invitees.map((_, index) => ['INVALID_INPUT', `input.invitees.${index}`]),
    );
  });

  it('is a user who is not known, whatever the form of the id', async () => {
    const invitees = ['usr_nobody', '', 'usr_ada\0', LONE, 'ü', 'x'.repeat(256)].map((userId) => ({ userId }));
    expect(await refused(invite({ invitees }), 'ada')).toEqual(
      invitees.map((_, index) => ['NOT_FOUND', `input.invitees.${index}.userId`]),
    );
  });

  it('is an invite to cancel that the business did not send, or that is not there', async () => {
    const { foreign, accepted } = stage.invites;
    const unknown = [foreign, 'inv_00000000000000000000000000', '', 'inv_\0', LONE, stage.acme.id, 'x'.repeat(5_000)];
    expect(await refused(cancel({ inviteIds: [...unknown, accepted] }), 'ada')).toEqual([
      ...unknown.map((_, index) => ['NOT_FOUND', `input.inviteIds.${index}`]),
      ['INVITE_NOT_PENDING', `input.inviteIds.${unknown.length}`],
    ]);
    expect(await refused(cancel({ inviteIds: [foreign, accepted], mode: 'ALL_OR_NOTHING' }), 'beth')).toHaveLength(2);
  });

  it.each([true, false])('is an answer to an invite that is not the own (accept: %s)', async (accept) => {
    const { open, foreign, accepted } = stage.invites;
    const unknown = [open, foreign, accepted, 'inv_00000000000000000000000000', '', 'inv_\0', LONE, 'x'.repeat(5_000)];
    const responses = unknown.map((inviteId) => ({ inviteId, accept }));
    expect(await refused(respond({ responses }), 'mallory')).toEqual(
      unknown.map((_, index) => ['NOT_FOUND', `input.responses.${index}.inviteId`]),
    );
    // Who may see it is told why.
    const seen = responses.slice(0, 2);
    expect(await refused(respond({ responses: seen }), 'ada')).toEqual([
      ['FORBIDDEN', 'input.responses.0.inviteId'],
      ['NOT_FOUND', 'input.responses.1.inviteId'],
    ]);
  });

  it('says the same of the invite of others as of one that does not exist', async () => {
    const responses = [stage.invites.open, 'inv_00000000000000000000000000'].map((inviteId) => ({
      inviteId,
      accept: true,
    }));
    const payload = await respond({ responses })('mallory');
    expect(new Set(payload?.results?.map(({ error }) => error?.message)).size).toBe(1);
    const cancelled = await cancel({ inviteIds: [stage.invites.foreign, 'inv_00000000000000000000000000'] })('ada');
    expect(new Set(cancelled?.results?.map(({ error }) => error?.message)).size).toBe(1);
  });
});

describe('what is just within the limits', () => {
  it.each<[string, Call]>([
    ['1,000 characters, however they are coded', invite({ message: '𝒳'.repeat(1_000), validateOnly: true })],
    ['a little more than 5 minutes', invite({ expiresAt: ahead(6), validateOnly: true })],
    ['a little less than 30 days', invite({ expiresAt: ahead(30 * DAY - 1), validateOnly: true })],
    ['100 invitees', invite({ invitees: people(100), validateOnly: true })],
    ['a key of 255 characters', invite({ idempotencyKey: '𝒳'.repeat(255), validateOnly: true })],
  ])('is taken: %s', async (_what, call) => {
    const payload = await stage.untouched(() => call('ada'));
    expect(payload?.userErrors).toEqual([]);
    expect(payload?.results?.map(({ error }) => error)).toEqual(payload?.results?.map(() => null));
    expect(payload?.results).not.toEqual([]);
  });
});
