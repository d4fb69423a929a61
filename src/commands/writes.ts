import type { Tx } from '../database/transaction.js';
import { type InviteStatus, isOpen } from '../domain/invite.js';
import { membershipAfter } from '../domain/membership.js';
import type { AccountMemberRow } from '../entities/account-member.entity.js';
import type { AssetRow } from '../entities/asset.entity.js';
import type { AssetPermissionRow } from '../entities/asset-permission.entity.js';
import type { BusinessEntity } from '../entities/business.entity.js';
import type { InviteRow } from '../entities/invite.entity.js';
import type { PartnershipRow } from '../entities/partnership.entity.js';
import { type Actor, appendChanges, type NewChange } from '../events/log.js';
import { businessStream, inboxStream } from '../events/stream-key.js';
import { insertOutbox, type NewOutboxItem } from '../outbox/outbox.js';
import { insertMembers, updateMembers } from '../store/account-members.js';
import { deletePermissions, insertPermissions, updatePermissions } from '../store/asset-permissions.js';
import { deleteAssets, updateAssets } from '../store/assets.js';
import { updateBusinesses } from '../store/businesses.js';
import { insertInvites, updateInvites } from '../store/invites.js';
import { deletePartnerships, insertPartnerships } from '../store/partnerships.js';
import { readUsers } from '../store/users.js';

/** One transition of one invite, before it has its numbers. */
interface Transition {
  invite: InviteRow;
  previousStatus: InviteStatus | null;
  actor: Actor;
  at: Date;
}

/**
 * What a command has decided to write: sets of rows by id, the later version of a row in the place of the earlier, and the
 * transitions in the order in which they happened. Nothing is written before `applyWrites`.
 */
export class Writes {
  readonly newInvites = new Map<string, InviteRow>();
  readonly invites = new Map<string, InviteRow>();
  readonly newMembers = new Map<string, AccountMemberRow>();
  readonly members = new Map<string, AccountMemberRow>();
  readonly businesses = new Map<string, BusinessEntity>();
  readonly assets = new Map<string, AssetRow>();
  readonly endedAssets = new Set<string>();
  readonly newPartnerships = new Map<string, PartnershipRow>();
  readonly endedPartnerships = new Set<string>();
  readonly newPermissions = new Map<string, AssetPermissionRow>();
  readonly permissions = new Map<string, AssetPermissionRow>();
  readonly endedPermissions = new Set<string>();
  readonly outbox: NewOutboxItem[] = [];
  readonly transitions: Transition[] = [];
  /** Streams of which the circle of those who may follow has changed. */
  readonly accessRaised = new Set<string>();

  /** Adds a new invite, its first transition and the mail that it owes. */
  addInvite(invite: InviteRow, actor: Actor): void {
    this.newInvites.set(invite.id, invite);
    this.outbox.push({
      kind: invite.type === 'MEMBER_INVITE' ? 'INVITE_MAIL' : 'PARTNER_NOTICE',
      subjectId: invite.id,
      generation: invite.generation,
      dueAt: invite.createdAt,
    });
    this.transitions.push({ invite, previousStatus: null, actor, at: invite.createdAt });
  }

  /** Moves an invite to `status`, its member's row with it, and returns both as they are now. */
  moveInvite<Member extends AccountMemberRow | undefined>(
    { invite, member }: { invite: InviteRow; member: Member },
    status: InviteStatus,
    actor: Actor,
    at: Date,
  ): { invite: InviteRow; member: Member } {
    const open = isOpen({ status });
    const moved: InviteRow = {
      ...invite,
      status,
      updatedAt: at,
      closedAt: open ? null : at,
      closedByUserId: !open && actor.kind === 'USER' ? actor.userId : null,
    };
    this.invites.set(moved.id, moved);
    this.transitions.push({ invite: moved, previousStatus: invite.status, actor, at });
    const followed = member && this.followInvite(member, moved, at);
    return { invite: moved, member: followed as Member }; // undefined exactly when `member` is
  }

  /** The member's row goes with the invite that last opened it, and with no older one. */
  private followInvite(member: AccountMemberRow, invite: InviteRow, at: Date): AccountMemberRow {
    const status = membershipAfter(invite.status);
    if (member.inviteId !== invite.id || member.status === status) return member;
    const followed: AccountMemberRow = { ...member, status, updatedAt: at };
    this.members.set(followed.id, followed);
    return followed;
  }

  /** Takes over what `other` decided after this. */
  add(other: Writes): void {
    for (const set of ROW_SETS) for (const [id, row] of other[set]) (this[set] as Map<string, unknown>).set(id, row); // of the same set
    for (const set of ENDED_SETS) for (const id of other[set]) this[set].add(id);
    this.outbox.push(...other.outbox);
    this.transitions.push(...other.transitions);
    for (const key of other.accessRaised) this.accessRaised.add(key);
  }
}

const ROW_SETS = [
  'newInvites',
  'invites',
  'newMembers',
  'members',
  'businesses',
  'assets',
  'newPartnerships',
  'newPermissions',
  'permissions',
] as const;
const ENDED_SETS = ['endedAssets', 'endedPartnerships', 'endedPermissions'] as const;

/** Writes each set in one statement, in the order in which everything is locked; `appendWrites` comes last. */
export async function applyWrites(tx: Tx, writes: Writes): Promise<void> {
  // The late invite that a new one replaces first: only one may be open.
  await updateInvites(tx, [...writes.invites.values()]);
  await insertInvites(tx, [...writes.newInvites.values()]);
  await updateBusinesses(tx, [...writes.businesses.values()]);
  await updateAssets(tx, [...writes.assets.values()]);
  await insertMembers(tx, [...writes.newMembers.values()]);
  await updateMembers(tx, [...writes.members.values()]);
  await insertPartnerships(tx, [...writes.newPartnerships.values()]);
  // What hangs on a thing goes before it; all of it was locked in the order of assets, partnerships, permissions.
  await deletePermissions(tx, [...writes.endedPermissions]);
  await insertPermissions(tx, [...writes.newPermissions.values()]);
  await updatePermissions(tx, [...writes.permissions.values()]);
  await deletePartnerships(tx, [...writes.endedPartnerships]);
  await deleteAssets(tx, [...writes.endedAssets]);
  await insertOutbox(tx, writes.outbox);
}

/** Appends all transitions to the streams that they concern: the last statement of the transaction. */
export async function appendWrites(tx: Tx, writes: Writes): Promise<void> {
  if (writes.transitions.length === 0 && writes.accessRaised.size === 0) return;
  const inboxOf = await readInboxes(tx, writes.transitions);
  const changes = writes.transitions.map(({ invite, previousStatus, actor, at }): NewChange => {
    const inbox = inboxOf(invite);
    return {
      inviteId: invite.id,
      streamKeys: [
        businessStream(invite.businessId),
        ...(invite.inviteeBusinessId ? [businessStream(invite.inviteeBusinessId)] : []),
        ...(inbox ? [inboxStream(inbox)] : []),
      ],
      previousStatus,
      status: invite.status,
      actor,
      occurredAt: at,
    };
  });
  await appendChanges(tx, changes, writes.accessRaised);
}

/** To whose inbox an invite belongs: the address it names, or the verified one that the named person has now. */
async function readInboxes(tx: Tx, transitions: readonly Transition[]): Promise<(invite: InviteRow) => string | null> {
  const named = transitions.flatMap(({ invite }) => invite.inviteeUserId ?? []);
  const users = named.length === 0 ? [] : await readUsers(tx, named);
  const addresses = new Map(users.map((user) => [user.id, user.emailVerified ? user.emailCanonical : null]));
  return (invite) =>
    invite.inviteeUserId ? (addresses.get(invite.inviteeUserId) ?? null) : invite.inviteeEmailCanonical;
}
