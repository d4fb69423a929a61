import type { Principal } from '../auth/principal.js';
import type { Tx } from '../database/transaction.js';
import type { AssetGrant } from '../domain/asset.js';
import { firstRefusal, type Refusal } from '../domain/errors.js';
import { checkGrants, checkGrantTotal } from '../domain/grants.js';
import { type BatchMode, checkBatchSize, type Decision, refuseCall } from './answer.js';
import { refuseRequest } from './grants.js';
import { checkMessage, type SendingLimits } from './new-invite.js';
import { NOT_A_PARTNER, sendPartnerInvites } from './send-partner-invites.js';

export interface RequestAssetAccessInput {
  businessId: string;
  requests: readonly { partnerId: string; assetGrants: readonly AssetGrant[] }[];
  message?: string | null | undefined;
  mode: BatchMode;
  validateOnly: boolean;
}

/** Asks partners for access to more of their assets. */
export async function requestAssetAccess(
  tx: Tx,
  principal: Principal,
  input: RequestAssetAccessInput,
  limits: SendingLimits,
): Promise<Decision> {
  const fault = checkCall(input);
  if (fault) return refuseCall(fault);
  return sendPartnerInvites(tx, principal, {
    ...input,
    type: 'ASSET_REQUEST',
    items: input.requests.map(({ partnerId, assetGrants }, index) => ({
      partnerId,
      grants: assetGrants,
      fault: checkGrants(assetGrants, grantsField(index)),
    })),
    assetIds: input.requests.flatMap(({ assetGrants }) => assetGrants.map(({ assetId }) => assetId)),
    limits,
    refuse: ({ partnerId, grants }, index, facts, assets) =>
      // What a stranger owns is not told, so its assets are not even looked at.
      facts.isPartner(partnerId) ? refuseRequest(assets, partnerId, grants, grantsField(index)) : NOT_A_PARTNER,
    fieldOf: (index) => ['input', 'requests', `${index}`, 'partnerId'],
  });
}

const grantsField = (index: number): string[] => ['input', 'requests', `${index}`, 'assetGrants'];

function checkCall({ requests, message }: RequestAssetAccessInput): Refusal | undefined {
  const grants = requests.map(({ assetGrants }) => assetGrants);
  return firstRefusal([
    checkBatchSize(requests, 'requests'),
    checkGrantTotal(grants, ['input', 'requests']),
    checkMessage(message),
  ]);
}
