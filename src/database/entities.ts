import { AccountMemberEntity } from '../entities/account-member.entity.js';
import { AppUserEntity } from '../entities/app-user.entity.js';
import { AssetEntity } from '../entities/asset.entity.js';
import { AssetPermissionEntity } from '../entities/asset-permission.entity.js';
import { BusinessEntity } from '../entities/business.entity.js';
import { IdempotencyEntity } from '../entities/idempotency.entity.js';
import { InviteEntity } from '../entities/invite.entity.js';
import { KeptMailEntity } from '../entities/kept-mail.entity.js';
import { OutboxEntity } from '../entities/outbox.entity.js';
import { PartnershipEntity } from '../entities/partnership.entity.js';
import { StreamEpochEntity, StreamEventEntity, StreamHeadEntity } from '../entities/stream.entity.js';

/** All tables. */
export const ENTITIES = [
  AccountMemberEntity,
  AppUserEntity,
  AssetEntity,
  AssetPermissionEntity,
  BusinessEntity,
  IdempotencyEntity,
  InviteEntity,
  KeptMailEntity,
  OutboxEntity,
  PartnershipEntity,
  StreamEpochEntity,
  StreamEventEntity,
  StreamHeadEntity,
];
