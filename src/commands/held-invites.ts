import type { Tx } from '../database/transaction.js';
import { type InviteStatus, isLate, nextStatus } from '../domain/invite.js';
import type { AccountMemberRow } from '../entities/account-member.entity.js';
import type { InviteRow } from '../entities/invite.entity.js';
import type { Actor } from '../events/log.js';
import { readMembersOf } from '../store/account-members.js';
import { SYSTEM_ACTOR } from './actor.js';
import type { Writes } from './writes.js';

/**
 * Invites whose locks a command holds, each with its member's row, as they are at this point of the decision: a later item
 * of a batch sees what an earlier one did.
 */
export class HeldInvites {
  private constructor(
    private readonly invites: Map<string, InviteRow>,
    private readonly members: Map<string, AccountMemberRow>,
  ) {}

  /** Reads the members' rows of `invites`, which are locked. */
  static async read(tx: Tx, invites: Map<string, InviteRow>): Promise<HeldInvites> {
    const members = invites.size === 0 ? new Map() : await readMembersOf(tx, [...invites.keys()]);
    return new HeldInvites(invites, members);
  }

  get(id: string): InviteRow | undefined {
    return this.invites.get(id);
  }

  all(): InviteRow[] {
    return [...this.invites.values()];
  }

  /** The place that the invite offers or gave, unless a later invite has opened it again. */
  memberOf(invite: InviteRow): AccountMemberRow | undefined {
    return this.members.get(invite.id);
  }

  /** Moves an invite and its member's row in `writes`, and keeps both for the items that follow. */
  move(invite: InviteRow, status: InviteStatus, actor: Actor, at: Date, writes: Writes): InviteRow {
    const moved = writes.moveInvite({ invite, member: this.members.get(invite.id) }, status, actor, at);
    this.invites.set(invite.id, moved.invite);
    if (moved.member) this.members.set(invite.id, moved.member);
    return moved.invite;
  }

  /** Cancels in the system's name what is still open: it follows from something else. */
  cancelBySystem(id: string, at: Date, writes: Writes): void {
    const invite = this.invites.get(id);
    const next = invite && nextStatus(invite.status, 'cancel');
    if (invite && next?.ok) this.move(invite, next.value, SYSTEM_ACTOR, at, writes);
  }

  /** Writes an invite without moving it, and keeps it for the items that follow. */
  changeInvite(invite: InviteRow, writes: Writes): void {
    this.invites.set(invite.id, invite);
    writes.invites.set(invite.id, invite);
  }

  /** Writes the member's row of an invite, and keeps it for the items that follow. */
  changeMember(invite: InviteRow, member: AccountMemberRow, writes: Writes): void {
    this.members.set(invite.id, member);
    writes.members.set(member.id, member);
  }

  /** Notes in `due` the expiry of all that is open but late: it is written whatever the command answers. */
  expireLate(now: Date, due: Writes): void {
    for (const invite of this.all()) {
      if (isLate(invite, now)) this.move(invite, 'EXPIRED', SYSTEM_ACTOR, now, due);
    }
  }
}
