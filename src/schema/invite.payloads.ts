import { batchPayload, resultType } from './batch.js';
import { Invite } from './invite.type.js';

const InviteResult = resultType('InviteResult', 'invite', () => Invite, {
  what: 'invites',
  concerns: 'The invite as it is now; null when refused, and in a dry run.',
});

const payload = (name: string, what: string) => batchPayload(name, what, InviteResult);

export const InviteMembersPayload = payload('InviteMembersPayload', 'inviting people');
export const InvitePartnersPayload = payload('InvitePartnersPayload', 'inviting businesses as partners');
export const RequestPartnershipsPayload = payload('RequestPartnershipsPayload', 'asking businesses for a partnership');
export const RequestAssetAccessPayload = payload(
  'RequestAssetAccessPayload',
  'asking partners for more of their assets',
);
export const SetInviteAssetGrantsPayload = payload('SetInviteAssetGrantsPayload', 'changing what invites grant');
export const CancelInvitesPayload = payload('CancelInvitesPayload', 'taking invites back');
export const RespondToInvitesPayload = payload('RespondToInvitesPayload', 'answering invites');
