import type { Tx } from '../database/transaction.js';
import type { AccountMemberRow } from '../entities/account-member.entity.js';
import type { AssetPermissionRow } from '../entities/asset-permission.entity.js';
import type { InviteRow } from '../entities/invite.entity.js';
import { businessStream } from '../events/stream-key.js';
import { lockMembers } from '../store/account-members.js';
import { lockPermissionsOn } from '../store/asset-permissions.js';
import { lockBusinesses } from '../store/businesses.js';
import { findInvitesOfMembers, lockInvites } from '../store/invites.js';
import { HeldInvites } from './held-invites.js';
import { lockAgainUnless } from './lock-again.js';
import type { Writes } from './writes.js';

/**
 * Members who may be about to go, with all that goes with them, locked: the open invites that the business has sent them and
 * the permissions that they hold. Each as it is at this point of the decision.
 */
export class HeldMembers {
  private constructor(
    private readonly members: Map<string, AccountMemberRow>,
    readonly invites: HeldInvites,
    private readonly invitesTo: readonly { memberId: string; inviteId: string }[],
    private readonly permissions: readonly AssetPermissionRow[],
  ) {}

  /** Locks the rows of these businesses among `ids`; throws LockAgain for an invite that was not found at first. */
  static async lock(
    tx: Tx,
    businessIds: readonly string[],
    ids: readonly string[],
    alsoLock: readonly string[],
  ): Promise<HeldMembers> {
    const open = await findInvitesOfMembers(tx, businessIds, ids);
    const invites = await lockInvites(tx, [...alsoLock, ...open.map(({ inviteId }) => inviteId)]);
    await lockBusinesses(tx, businessIds);
    const members = await lockMembers(tx, businessIds, ids);
    const invitesTo = await findInvitesOfMembers(tx, businessIds, ids); // no new ones behind the locks
    lockAgainUnless(invites, invitesTo);
    const permissions = await lockPermissionsOn(tx, { memberIds: [...members.keys()] });
    return new HeldMembers(members, await HeldInvites.read(tx, invites), invitesTo, permissions);
  }

  get(id: string): AccountMemberRow | undefined {
    const member = this.members.get(id);
    const invite = member?.status === 'INVITED' ? this.inviteOf(member) : undefined;
    return invite ? this.invites.memberOf(invite) : member;
  }

  all(): AccountMemberRow[] {
    return [...this.members.keys()].flatMap((id) => this.get(id) ?? []);
  }

  /** The invite that last opened the row; there for rows that are INVITED. */
  inviteOf(member: AccountMemberRow): InviteRow | undefined {
    return member.inviteId === null ? undefined : this.invites.get(member.inviteId);
  }

  /** Ends an ACTIVE membership: its permissions go, and an old invite never lets the person back in. */
  remove(member: AccountMemberRow, now: Date, writes: Writes): AccountMemberRow {
    const removed: AccountMemberRow = { ...member, status: 'REMOVED', updatedAt: now };
    this.members.set(removed.id, removed);
    writes.members.set(removed.id, removed);
    for (const { id, memberId } of this.permissions) if (memberId === member.id) writes.endedPermissions.add(id);
    for (const { memberId, inviteId } of this.invitesTo) {
      if (memberId === member.id) this.invites.cancelBySystem(inviteId, now, writes);
    }
    writes.accessRaised.add(businessStream(member.businessId));
    return removed;
  }
}
