import { AccountMember } from './account-member.type.js';
import { batchPayload, resultType } from './batch.js';

const AccountMemberResult = resultType('AccountMemberResult', 'member', () => AccountMember, {
  what: 'members',
  concerns: 'The member as they are now; null when refused.',
});

const payload = (name: string, what: string) => batchPayload(name, what, AccountMemberResult);

export const UpdateMemberRolesPayload = payload('UpdateMemberRolesPayload', 'changing roles');
export const RemoveMembersPayload = payload('RemoveMembersPayload', 'removing members');
