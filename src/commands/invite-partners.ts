import type { Principal } from '../auth/principal.js';
import type { Tx } from '../database/transaction.js';
import type { AssetGrant } from '../domain/asset.js';
import { firstRefusal, type Refusal } from '../domain/errors.js';
import { checkGrants } from '../domain/grants.js';
import { expiryOf } from '../domain/invite.js';
import { type BatchMode, checkBatchSize, type Decision, refuseCall } from './answer.js';
import { checkMessage, type SendingLimits } from './new-invite.js';
import { refuseAcquainted, sendPartnerInvites } from './send-partner-invites.js';

export interface InvitePartnersInput {
  businessId: string;
  partnerIds: readonly string[];
  assetGrants?: readonly AssetGrant[] | null | undefined;
  message?: string | null | undefined;
  expiresAt?: Date | null | undefined;
  mode: BatchMode;
  validateOnly: boolean;
}

/** Offers other businesses access to assets of this one. */
export async function invitePartners(
  tx: Tx,
  principal: Principal,
  input: InvitePartnersInput,
  limits: SendingLimits,
): Promise<Decision> {
  const fault = checkPartnerCall(input, await tx.clock());
  if (fault) return refuseCall(fault);
  const offered = input.assetGrants ?? [];
  return sendPartnerInvites(tx, principal, {
    ...input,
    type: 'PARTNER_INVITE',
    items: input.partnerIds.map((partnerId) => ({ partnerId, grants: offered })),
    offered,
    limits,
    refuse: ({ partnerId }, _index, facts) => refuseAcquainted(input.businessId, partnerId, facts),
    fieldOf: (index) => ['input', 'partnerIds', `${index}`],
  });
}

/** What can be refused of a call with one list of grants for all, without looking at anything stored. */
export function checkPartnerCall(input: InvitePartnersInput, now: Date): Refusal | undefined {
  const expiry = expiryOf(input.expiresAt ?? undefined, now);
  return firstRefusal([
    checkBatchSize(input.partnerIds, 'partnerIds'),
    input.assetGrants ? checkGrants(input.assetGrants, ['input', 'assetGrants']) : undefined,
    checkMessage(input.message),
    expiry.ok ? undefined : expiry.error,
  ]);
}
