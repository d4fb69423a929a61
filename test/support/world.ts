import {
  type BusinessRole,
  CreateBusinessDocument,
  InviteMembersDocument,
  type InviteMembersInput,
  RespondToInvitesDocument,
} from '../operations/__generated__/graphql.js';
import type { Gateway } from './gateway.js';
import type { Person } from './person.js';

/** A business of the test's own, filled by the same mutations that clients use. */
export interface BusinessWorld {
  id: string;
  owner: Person;
  /** Invites by address and returns the ids, in order. */
  invite(emails: readonly string[], terms?: Partial<InviteMembersInput>): Promise<string[]>;
  /** Invites these people and has each accept. */
  members(people: readonly Person[], roles?: BusinessRole[]): Promise<void>;
}

/** Makes a business that `owner` owns. */
export async function createBusinessWorld(
  gateway: Pick<Gateway, 'as'>,
  owner: Person,
  { name = 'Acme', ...input }: { id?: string; name?: string; seatLimit?: number } = {},
): Promise<BusinessWorld> {
  const client = await gateway.as(owner);
  const { createBusiness } = await client.run(CreateBusinessDocument, { input: { name, ...input } });
  const id = createBusiness?.business?.id;
  if (!id) throw new Error(`The business was refused: ${JSON.stringify(createBusiness?.userErrors)}`);

  const invite: BusinessWorld['invite'] = async (emails, terms = {}) => {
    const { inviteMembers } = await client.run(InviteMembersDocument, {
      input: { businessId: id, invitees: emails.map((email) => ({ email })), ...terms },
    });
    if (!inviteMembers || inviteMembers.userErrors.length > 0)
      throw new Error(JSON.stringify(inviteMembers?.userErrors));
    return inviteMembers.results.map((result) => {
      if (!result.invite) throw new Error(`Refused: ${JSON.stringify(result.error)}`);
      return result.invite.id;
    });
  };
  return {
    id,
    owner,
    invite,
    members: async (people, roles = ['EMPLOYEE']) => {
      const ids = await invite(
        people.map((one) => one.email),
        { roles },
      );
      await Promise.all(ids.map(async (inviteId, index) => answer(gateway, people[index], inviteId, true)));
    },
  };
}

/** Has a person answer an invite; throws when that is refused. */
export async function answer(
  gateway: Pick<Gateway, 'as'>,
  who: Person | undefined,
  inviteId: string,
  accept: boolean,
): Promise<void> {
  if (!who) throw new Error('Nobody to answer');
  const client = await gateway.as(who);
  const { respondToInvites } = await client.run(RespondToInvitesDocument, {
    input: { responses: [{ inviteId, accept }] },
  });
  const error = respondToInvites?.userErrors[0] ?? respondToInvites?.results[0]?.error;
  if (error) throw new Error(`The answer was refused: ${error.code} ${error.message}`);
}
