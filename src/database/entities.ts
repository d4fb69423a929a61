import { AccountEntity } from '../entities/account.entity.js';
import { AccountMemberEntity } from '../entities/account-member.entity.js';
import { ApiKeyEntity } from '../entities/api-key.entity.js';
import { AppUserEntity } from '../entities/app-user.entity.js';
import { AssetEntity } from '../entities/asset.entity.js';
import { AssetPermissionEntity } from '../entities/asset-permission.entity.js';
import { BusinessEntity } from '../entities/business.entity.js';
import { IdempotencyEntity } from '../entities/idempotency.entity.js';
import { InviteEntity } from '../entities/invite.entity.js';
import { KeptMailEntity } from '../entities/kept-mail.entity.js';
import { OutboxEntity } from '../entities/outbox.entity.js';
import { PartnershipEntity } from '../entities/partnership.entity.js';
import { RateLimitEntity } from '../entities/rate-limit.entity.js';
import { RevocationEntity } from '../entities/revocation.entity.js';
import { RefreshTokenEntity, SessionEntity } from '../entities/session.entity.js';
import { SignInCodeEntity } from '../entities/sign-in-code.entity.js';
import { StreamEpochEntity, StreamEventEntity, StreamHeadEntity } from '../entities/stream.entity.js';

/** All tables. */
export const ENTITIES = [
  AccountEntity,
  AccountMemberEntity,
  ApiKeyEntity,
  AppUserEntity,
  AssetEntity,
  AssetPermissionEntity,
  BusinessEntity,
  IdempotencyEntity,
  InviteEntity,
  KeptMailEntity,
  OutboxEntity,
  PartnershipEntity,
  RateLimitEntity,
  RefreshTokenEntity,
  RevocationEntity,
  SessionEntity,
  SignInCodeEntity,
  StreamEpochEntity,
  StreamEventEntity,
  StreamHeadEntity,
];
