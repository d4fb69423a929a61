import type { Principal, UserPrincipal } from '../auth/principal.js';
import { RequestError } from '../domain/errors.js';
import { hashLinkToken } from '../domain/link.js';
import { findInviteOfLink, type LinkedInvite } from '../store/invites.js';
import { acceptByLink, type Linked, ProveAgain, refuseByLink, UNKNOWN_LINK } from './accept-by-link.js';
import { type Answer, type Decide, refuseCall } from './answer.js';
import type { Caller, Identity } from './identity.js';
import { type LinkCredentials, proveInvitee } from './link-invitee.js';
import { type AcceptedSession, grantSession, renewSession, type SessionGrant } from './open-session.js';
import type { Write } from './run-mutation.js';

export interface AcceptInvitationInput extends LinkCredentials {
  token: string;
  idempotencyKey?: string | null | undefined;
}

/** Who holds the link, and how mutations are carried out in their name. */
export interface LinkHolder {
  principal: Principal;
  caller: Caller;
  write: Write;
}

export interface AcceptedInvitation {
  /** Its first item is the member. */
  answer: Answer;
  /** Of who was not signed in. */
  session: SessionGrant | null;
}

// A proof holds for what it was made of. When somebody else was faster, e.g. the same person in another tab, it is made anew.
const MOST_ROUNDS = 4;

/**
 * Accepts the invite of a link: as the viewer, or as who proves to be the invitee by a password, a code or both. Throws
 * UNAUTHENTICATED for nobody where people sign in elsewhere, FORBIDDEN for an API key, and RATE_LIMITED.
 */
export async function acceptInvitation(
  identity: Identity,
  { principal, caller, write }: LinkHolder,
  input: AcceptInvitationInput,
): Promise<AcceptedInvitation> {
  const viewer = viewerOf(principal);
  if (!viewer && identity.auth.jwksUrl !== undefined) {
    throw new RequestError('UNAUTHENTICATED', `Sign in at your identity provider, ${identity.auth.issuer}, to accept.`);
  }
  const linkHash = hashLinkToken(input.token);
  for (let round = 1; ; round++) {
    const invite = await findInviteOfLink(identity.database, linkHash);
    const isLast = round === MOST_ROUNDS;
    try {
      if (viewer) return await acceptAsViewer(viewer, write, input, { linkHash, inviteId: invite?.id, isLast });
      if (!invite) return { answer: refuseCall(UNKNOWN_LINK).answer, session: null }; // nobody fills our tables with keys
      return await acceptAsNobody(identity, { caller, write }, input, { linkHash, invite, isLast });
    } catch (error) {
      if (!(error instanceof ProveAgain)) throw error;
    }
  }
}

/** The viewer of a mutation that answers by link; undefined for nobody. */
export function viewerOf(principal: Principal): UserPrincipal | undefined {
  if (principal.kind === 'user') return principal;
  if (principal.kind === 'anonymous') return undefined;
  throw new RequestError('FORBIDDEN', 'Invites are answered by people, not by an API key.');
}

async function acceptAsViewer(
  viewer: UserPrincipal,
  write: Write,
  input: AcceptInvitationInput,
  link: Omit<Linked, 'inviteId'> & { inviteId: string | undefined },
): Promise<AcceptedInvitation> {
  const { inviteId } = link;
  const decide: Decide = async (tx) =>
    inviteId === undefined ? refuseCall(UNKNOWN_LINK) : acceptByLink(tx, viewer, { ...link, inviteId });
  return { answer: await write('acceptInvitation', input, decide), session: null };
}

async function acceptAsNobody(
  identity: Identity,
  { caller, write }: Omit<LinkHolder, 'principal'>,
  input: AcceptInvitationInput,
  { linkHash, invite, isLast }: { linkHash: Buffer; invite: LinkedInvite; isLast: boolean },
): Promise<AcceptedInvitation> {
  const tried = await proveInvitee(identity, invite, input, caller);
  const link = { linkHash, inviteId: invite.id, isLast };
  const opened: { session?: AcceptedSession | undefined } = {};
  const answer = await write(
    'acceptInvitation',
    input,
    async (tx) => {
      opened.session = undefined; // of an attempt that was rolled back
      if (!tried.candidate) return refuseByLink(tx, tried.refusal, link);
      const { principal } = tried.candidate;
      return acceptByLink(tx, principal, link, {
        candidate: tried.candidate,
        opened: (session) => {
          opened.session = session;
        },
      });
    },
    {
      scope: `link:${linkHash.toString('base64url')}`,
      again: async (tx, kept) => {
        const [member, first] = kept.items;
        opened.session = first?.id ? await renewSession(tx, first.id) : undefined;
        if (!member || !first || !opened.session) return undefined;
        return { ...kept, items: [member, { ...first, id: opened.session.opened.sessionId }] };
      },
    },
  );
  const { session } = opened;
  if (!session) return { answer, session: null };
  await tried.giveBack?.();
  await identity.revocations.read(); // a repeat has ended the first session
  return { answer, session: await grantSession(identity, session.opened, session.account, session.now) };
}
