import type { Principal, UserPrincipal } from '../../src/auth/principal.js';
import type { Answer } from '../../src/commands/answer.js';
import { type CancelInvitesInput, cancelInvites } from '../../src/commands/cancel-invites.js';
import { type CreateBusinessInput, createBusiness } from '../../src/commands/create-business.js';
import { type InviteMembersInput, inviteMembers } from '../../src/commands/invite-members.js';
import { markInvitesSent } from '../../src/commands/mark-invites-sent.js';
import { rememberUsers } from '../../src/commands/remember-users.js';
import { type RespondToInvitesInput, respondToInvites } from '../../src/commands/respond-to-invites.js';
import { runMutation, runSystem } from '../../src/commands/run-mutation.js';
import { type UpdateBusinessInput, updateBusiness } from '../../src/commands/update-business.js';
import type { Database } from '../../src/database/data-source.js';
import type { InviteStatus } from '../../src/domain/invite.js';
import type { BusinessRole, MembershipStatus } from '../../src/domain/membership.js';
import { deriveKey, fingerprints } from '../../src/domain/seal.js';
import { expireLate } from '../../src/jobs/expire-late.js';
import { takeOutbox } from '../../src/outbox/outbox.js';
import { createTestDatabase } from '../support/database.js';
import { TEST_LINKS } from '../support/links.js';
import { type Person, person, TEST_SECRET } from '../support/person.js';

/** Somebody known, as commands take them. */
export interface Actor extends Person {
  principal: UserPrincipal;
}

/** Who does something: a person, or an API key. */
export interface By {
  principal: Principal;
}

/** One line of the log, as a reader would say it: `PENDING > ACCEPTED by usr_bob`. */
export type Told = string;

type Keyed<Input> = Partial<Omit<Input, 'mode'> & Pick<RespondToInvitesInput, 'mode'>> & {
  idempotencyKey?: string | null;
};

/** Commands on a database of the test's own, without a server: nothing is swept or mailed unless the test has it done. */
export type Stage = Awaited<ReturnType<typeof createStage>>;

export async function createStage() {
  const { database, url, drop } = await createTestDatabase();
  const keys = [deriveKey(TEST_SECRET, 'fingerprint')];
  const mutations = { database, fingerprint: (text: string) => fingerprints(keys, text) };
  let claims = Date.now();

  /** Makes the person known, or tells anew who they are. */
  const know = async (who: Person): Promise<Actor> => {
    claims += 1_000; // a token tells something new only when it is younger
    const { id, email, emailVerified = true, firstName = null, lastName = null } = who;
    const told = { userId: id, email, emailVerified, firstName, lastName, claimedAt: new Date(claims) };
    await runSystem(database, (tx) => rememberUsers(tx, [told]));
    return { ...who, principal: { kind: 'user', userId: id, tokenExpiresAtMs: Number.POSITIVE_INFINITY } };
  };

  const invite = (
    { principal }: By,
    businessId: string,
    invitees: readonly (string | { userId: string })[],
    terms: Keyed<InviteMembersInput> = {},
    openInvites = 1_000,
  ): Promise<Answer> => {
    const input = {
      businessId,
      invitees: invitees.map((invitee) => (typeof invitee === 'string' ? { email: invitee } : invitee)),
      roles: ['EMPLOYEE' as const],
      mode: 'BEST_EFFORT' as const,
      validateOnly: false,
      ...terms,
    };
    return runMutation(mutations, { name: 'inviteMembers', principal, input }, (tx) =>
      inviteMembers(tx, principal, input, { links: TEST_LINKS, openInvites }),
    );
  };

  const respond = (
    { principal }: Actor,
    responses: RespondToInvitesInput['responses'],
    terms: Keyed<RespondToInvitesInput> = {},
  ): Promise<Answer> => {
    const input = { responses, mode: 'BEST_EFFORT' as const, ...terms };
    return runMutation(mutations, { name: 'respondToInvites', principal, input }, (tx) =>
      respondToInvites(tx, principal, input),
    );
  };

  const business = async (
    owner: Actor,
    input: Partial<CreateBusinessInput> & { idempotencyKey?: string } = {},
  ): Promise<string> => {
    const given = { name: 'Acme', ...input };
    const { principal } = owner;
    const answer = await runMutation(mutations, { name: 'createBusiness', principal, input: given }, (tx) =>
      createBusiness(tx, principal, given),
    );
    return idOf(answer);
  };

  return {
    database,
    url,
    drop,
    know,
    /** Somebody by a first name, known here. */
    user: (name: string, overrides: Partial<Person> = {}) => know(person(name, overrides)),
    business,
    /** For mutations of a test's own. */
    mutations,
    update: ({ principal }: Actor, input: UpdateBusinessInput & { idempotencyKey?: string }): Promise<Answer> =>
      runMutation(mutations, { name: 'updateBusiness', principal, input }, (tx) =>
        updateBusiness(tx, principal, input),
      ),
    invite,
    respond,
    accept: (who: Actor, ...ids: string[]) =>
      respond(
        who,
        ids.map((inviteId) => ({ inviteId, accept: true })),
      ),
    decline: (who: Actor, ...ids: string[]) =>
      respond(
        who,
        ids.map((inviteId) => ({ inviteId, accept: false })),
      ),
    cancel: (
      { principal }: By,
      businessId: string,
      inviteIds: readonly string[],
      terms: Keyed<CancelInvitesInput> = {},
    ): Promise<Answer> => {
      const input = { businessId, inviteIds, mode: 'BEST_EFFORT' as const, ...terms };
      return runMutation(mutations, { name: 'cancelInvites', principal, input }, (tx) =>
        cancelInvites(tx, principal, input),
      );
    },
    /** Invites one address and returns the invite's id. */
    invited: async (owner: By, businessId: string, email: string, terms: Keyed<InviteMembersInput> = {}) =>
      idOf(await invite(owner, businessId, [email], terms)),
    /** Makes these people members. */
    join: async (owner: Actor, businessId: string, people: readonly Actor[], roles: BusinessRole[] = ['EMPLOYEE']) => {
      for (const who of people) {
        idOf(
          await respond(who, [
            { inviteId: idOf(await invite(owner, businessId, [who.email], { roles })), accept: true },
          ]),
        );
      }
    },
    /** Hands over all mails that are owed. */
    send: async () => {
      const items = await takeOutbox(database, 1_000);
      await runSystem(database, (tx) => markInvitesSent(tx, items));
    },
    sweep: () => expireLate(database),
    lapse: (...ids: string[]) =>
      database.query(`update invite set expires_at = clock_timestamp() where id = any($1)`, [ids]),
    statusOf: (id: string) => statusOf(database, id),
    memberOf: (id: string) => memberOf(database, id),
    told: (id: string) => told(database, id),
    everything: () => everything(database),
  };
}

/** The one id of an answer; throws when it was refused. */
export function idOf({ userErrors, items }: Answer): string {
  const [item] = items;
  if (!item?.id) throw new Error(`Refused: ${JSON.stringify(userErrors[0] ?? item?.error)}`);
  return item.id;
}

/** What became of each item: its code, or OK; of a call that was refused as a whole its code alone. */
export const verdictsOf = ({ userErrors, items }: Answer): string[] => [
  ...userErrors.map((error) => `call: ${error.code}`),
  ...items.map((item) => item.error?.code ?? 'OK'),
];

export async function statusOf(database: Database, inviteId: string): Promise<InviteStatus | undefined> {
  const [row] = await database.query<{ status: InviteStatus }>('select status from invite where id = $1', [inviteId]);
  return row?.status;
}

export interface MemberState {
  id: string;
  status: MembershipStatus;
  inviteId: string | null;
  userId: string | null;
  invitedEmail: string | null;
  roles: string[];
  createdAt: Date;
  acceptedAt: Date | null;
}

/** The member's row that the invite made or opened again. */
export async function memberOf(database: Database, inviteId: string): Promise<MemberState> {
  const [row] = await database.query<MemberState>(
    `select m.id, m.status, m.invite_id as "inviteId", m.user_id as "userId", m.invited_email as "invitedEmail", m.roles,
       m.created_at as "createdAt", m.accepted_at as "acceptedAt"
     from account_member m join invite i on i.member_id = m.id where i.id = $1`,
    [inviteId],
  );
  if (!row) throw new Error(`The invite ${inviteId} has no member`);
  return row;
}

/** What the log of the business tells of one invite, in order. */
export async function told(database: Database, inviteId: string): Promise<Told[]> {
  const rows = await database.query<{ line: string }>(
    `select concat_ws(' ', case when previous_status is not null then previous_status || ' >' end, status, 'by',
       coalesce(actor_user_id, actor_api_key_id, actor_kind)) as line
     from stream_event where invite_id = $1 and stream_key like 'b:%' order by seq`,
    [inviteId],
  );
  return rows.map((row) => row.line);
}

const TABLES = ['business', 'invite', 'account_member', 'stream_head', 'stream_event', 'outbox', 'idempotency'];

/** All that is stored, to be compared with itself: what changed nothing leaves it as it was. */
export async function everything(database: Database): Promise<Record<string, unknown[]>> {
  const tables = TABLES.map(async (table) => {
    const rows = await database.query<{ row: unknown }>(`select to_jsonb(t) as row from ${table} t order by t::text`);
    return [table, rows.map(({ row }) => row)] as const;
  });
  return Object.fromEntries(await Promise.all(tables));
}
