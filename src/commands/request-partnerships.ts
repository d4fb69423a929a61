import type { Principal } from '../auth/principal.js';
import type { Tx } from '../database/transaction.js';
import { firstRefusal } from '../domain/errors.js';
import { type Decision, refuseCall } from './answer.js';
import { refuseIllFormed } from './grants.js';
import { checkPartnerCall, type InvitePartnersInput } from './invite-partners.js';
import type { SendingLimits } from './new-invite.js';
import { refuseAcquainted, sendPartnerInvites } from './send-partner-invites.js';

export type RequestPartnershipsInput = InvitePartnersInput;

/**
 * Asks other businesses to let this one reach assets of theirs. What it names is a stranger's, so whether there is such an
 * asset is not looked at.
 */
export async function requestPartnerships(
  tx: Tx,
  principal: Principal,
  input: RequestPartnershipsInput,
  limits: SendingLimits,
): Promise<Decision> {
  const grants = input.assetGrants ?? [];
  const fault = firstRefusal([
    checkPartnerCall(input, await tx.clock()),
    refuseIllFormed(grants, ['input', 'assetGrants']),
  ]);
  if (fault) return refuseCall(fault);
  return sendPartnerInvites(tx, principal, {
    ...input,
    type: 'PARTNER_REQUEST',
    items: input.partnerIds.map((partnerId) => ({ partnerId, grants })),
    limits,
    refuse: ({ partnerId }, _index, facts) => refuseAcquainted(input.businessId, partnerId, facts),
    fieldOf: (index) => ['input', 'partnerIds', `${index}`],
  });
}
