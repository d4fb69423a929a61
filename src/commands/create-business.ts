import type { UserPrincipal } from '../auth/principal.js';
import type { Tx } from '../database/transaction.js';
import type { Refusal } from '../domain/errors.js';
import { newId } from '../domain/ids.js';
import { isWellFormedOwnedId } from '../domain/invitee.js';
import { isStorableText, NAME_LENGTH, SEAT_LIMIT_MAX } from '../domain/limits.js';
import { refuse } from '../domain/result.js';
import { insertBusiness } from '../store/businesses.js';
import { type Decision, refuseCall } from './answer.js';
import { Writes } from './writes.js';

export interface CreateBusinessInput {
  /** As its owning system names it; made here when absent. */
  id?: string | null | undefined;
  name: string;
  seatLimit?: number | null | undefined;
}

/** A name of 1 to 100 characters that is not blank, and a seat limit of at least 1; else INVALID_INPUT. */
export function checkBusiness(input: {
  name?: string | null | undefined;
  seatLimit?: number | null | undefined;
}): Refusal | undefined {
  const { name, seatLimit } = input;
  if (name !== undefined && (name === null || name.trim() === '' || !isStorableText(name, NAME_LENGTH))) {
    return refuse('INVALID_INPUT', `name must have 1 to ${NAME_LENGTH} characters.`, ['input', 'name']).error;
  }
  if (seatLimit != null && (seatLimit < 1 || seatLimit > SEAT_LIMIT_MAX)) {
    return refuse('INVALID_INPUT', 'seatLimit must be at least 1.', ['input', 'seatLimit']).error;
  }
  return undefined;
}

/** Makes a business; who asks becomes its OWNER at once. */
export async function createBusiness(tx: Tx, principal: UserPrincipal, input: CreateBusinessInput): Promise<Decision> {
  const fault = checkBusiness(input);
  if (fault) return refuseCall(fault);
  if (input.id != null && !isWellFormedOwnedId(input.id)) {
    return refuseCall(
      refuse('INVALID_INPUT', 'id must have 1 to 64 letters, digits, "_" or "-", and no prefix of this gateway.', [
        'input',
        'id',
      ]).error,
    );
  }
  const now = await tx.clock();
  const id = input.id ?? newId('business', now);
  // Inserted at once, not with the sets of rows: only the insert tells whether the id is free.
  const free = await insertBusiness(tx, {
    id,
    name: input.name,
    seatLimit: input.seatLimit ?? null,
    createdAt: now,
    updatedAt: now,
  });
  if (!free) return refuseCall(refuse('INVALID_INPUT', 'A business with this id exists.', ['input', 'id']).error);
  const writes = new Writes();
  const memberId = newId('accountMember', now);
  writes.newMembers.set(memberId, {
    id: memberId,
    businessId: id,
    status: 'ACTIVE',
    roles: ['OWNER'],
    invitedEmail: null,
    invitedEmailCanonical: null,
    invitedUserId: null,
    userId: principal.userId,
    inviteId: null,
    createdAt: now,
    updatedAt: now,
    acceptedAt: now,
    membershipExpiresAt: null,
  });
  return { answer: { userErrors: [], items: [{ id, error: null }] }, writes };
}
