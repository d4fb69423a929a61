import { ANONYMOUS, type Principal } from '../../src/auth/principal.js';
import { createRevocations } from '../../src/auth/revocations.js';
import { type AcceptInvitationInput, acceptInvitation } from '../../src/commands/accept-invitation.js';
import type { Answer } from '../../src/commands/answer.js';
import { declineInvitation } from '../../src/commands/decline-invitation.js';
import { createIdentity, type Identity } from '../../src/commands/identity.js';
import { findInvitee } from '../../src/commands/link-invitee.js';
import { makeCode } from '../../src/commands/request-sign-in-code.js';
import { type ResendInvitesInput, resendInvites } from '../../src/commands/resend-invites.js';
import { runMutation, type Write } from '../../src/commands/run-mutation.js';
import { createRateLimits } from '../../src/server/rate-limits.js';
import { linkTokenOf, TEST_LINKS } from '../support/links.js';
import { TEST_AUTH, TEST_SECRET } from '../support/person.js';
import { createPartnerStage } from './partner-stage.js';
import { type By, idOf } from './stage.js';

/** A stage with links: what goes by them, and sending again. */
export type LinkStage = Awaited<ReturnType<typeof createLinkStage>>;

export const CALLER = { address: '127.0.0.1' };

export async function createLinkStage({ limited = false }: { limited?: boolean } = {}) {
  const stage = await createPartnerStage();
  const { database, mutations } = stage;
  const identity: Identity = createIdentity({
    database,
    rateLimits: createRateLimits(database, { on: limited }),
    revocations: createRevocations(database),
    auth: TEST_AUTH,
    secretKeys: [TEST_SECRET],
  });
  const writeAs =
    (principal: Principal): Write =>
    (name, input, decide, options) =>
      runMutation(mutations, { name, principal, input, ...options }, decide);
  const acceptAs = (principal: Principal, input: AcceptInvitationInput, as = identity) =>
    acceptInvitation(as, { principal, caller: CALLER, write: writeAs(principal) }, input);

  return {
    ...stage,
    identity,
    token: (inviteId: string) => linkTokenOf(database, inviteId),
    /** Accepts as nobody, with what is given. */
    acceptLink: (input: AcceptInvitationInput) => acceptAs(ANONYMOUS, input),
    acceptAs,
    declineLink: (principal: Principal, token: string): Promise<Answer> =>
      writeAs(principal)('declineInvitation', {}, (tx) => declineInvitation(tx, principal, { token })),
    /** The digits of a new code for the invitee of this link, as they would be mailed. */
    codeFor: async (token: string): Promise<string> => {
      const mailbox = await findInvitee(identity, token);
      if (!mailbox) throw new Error('The link is good for nothing');
      return database.transaction(async (tx) => (await makeCode(tx, identity, mailbox, await tx.clock())).digits);
    },
    resend: (
      { principal }: By,
      businessId: string,
      inviteIds: readonly string[],
      terms: Partial<ResendInvitesInput> & { idempotencyKey?: string } = {},
      openInvites = 1_000,
    ): Promise<Answer> => {
      const input = { businessId, inviteIds, mode: 'BEST_EFFORT' as const, ...terms };
      return runMutation(mutations, { name: 'resendInvites', principal, input }, (tx, alsoLock) =>
        resendInvites(tx, principal, input, { links: TEST_LINKS, openInvites }, alsoLock),
      );
    },
    /** Invites one address, and returns the invite with the token of its link. */
    linked: async (owner: By, businessId: string, email: string, terms = {}) => {
      const id = idOf(await stage.invite(owner, businessId, [email], terms));
      return { id, token: await linkTokenOf(database, id) };
    },
    /** Lets the time of these run out, and has it noticed. */
    expire: async (...ids: string[]) => {
      await stage.lapse(...ids);
      await stage.sweep();
    },
  };
}

/** What became of an acceptance: ACCEPTED, or the code of the refusal. */
export const verdictOf = ({ answer }: { answer: Answer }): string => answer.userErrors[0]?.code ?? 'ACCEPTED';

/** All that is stored, as one text. */
export async function dump({ database }: Pick<LinkStage, 'database'>): Promise<string> {
  const tables = await database.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const rows = await Promise.all(tables.map(({ name }) => database.query(`select t::text from "${name}" t`)));
  return JSON.stringify(rows);
}
