import { type InvitePartnersInput, invitePartners } from '../../src/commands/invite-partners.js';
import { type RequestAssetAccessInput, requestAssetAccess } from '../../src/commands/request-asset-access.js';
import { requestPartnerships } from '../../src/commands/request-partnerships.js';
import { runMutation } from '../../src/commands/run-mutation.js';
import { type SetInviteAssetGrantsInput, setInviteAssetGrants } from '../../src/commands/set-invite-asset-grants.js';
import type { AssetGrant, AssetPermissionLevel, AssetType } from '../../src/domain/asset.js';
import type { Mail, Mailer } from '../../src/email/mailer.js';
import { sendMails } from '../../src/jobs/send-mails.js';
import { createRateLimits } from '../../src/server/rate-limits.js';
import { TEST_LINKS } from '../support/links.js';
import { createRightsStage } from './rights-stage.js';
import { type Actor, type By, idOf } from './stage.js';

/** A stage with what goes between businesses, and a mailer that keeps what it is given. */
export type PartnerStage = Awaited<ReturnType<typeof createPartnerStage>>;

type Terms = Partial<Omit<InvitePartnersInput, 'businessId' | 'partnerIds'>> & { idempotencyKey?: string };

const DEFAULTS = { mode: 'BEST_EFFORT' as const, validateOnly: false };

export async function createPartnerStage() {
  const stage = await createRightsStage();
  const { database, mutations } = stage;

  const call =
    (name: string, command: typeof invitePartners) =>
    ({ principal }: By, businessId: string, partnerIds: readonly string[], terms: Terms = {}, openInvites = 1_000) => {
      const input = { businessId, partnerIds, ...DEFAULTS, ...terms };
      return runMutation(mutations, { name, principal, input }, (tx) => command(tx, principal, input, { openInvites }));
    };
  const invitePartner = call('invitePartners', invitePartners);
  const requestPartner = call('requestPartnerships', requestPartnerships);
  const requestAccess = (
    { principal }: By,
    businessId: string,
    requests: RequestAssetAccessInput['requests'],
    terms: Terms = {},
    openInvites = 1_000,
  ) => {
    const input = { businessId, requests, ...DEFAULTS, ...terms };
    return runMutation(mutations, { name: 'requestAssetAccess', principal, input }, (tx) =>
      requestAssetAccess(tx, principal, input, { openInvites }),
    );
  };

  return {
    ...stage,
    invitePartner,
    requestPartner,
    requestAccess,
    setGrants: (
      { principal }: By,
      businessId: string,
      invites: SetInviteAssetGrantsInput['invites'],
      terms: { mode?: SetInviteAssetGrantsInput['mode']; idempotencyKey?: string } = {},
    ) => {
      const input = { businessId, invites, mode: DEFAULTS.mode, ...terms };
      return runMutation(mutations, { name: 'setInviteAssetGrants', principal, input }, (tx) =>
        setInviteAssetGrants(tx, principal, input),
      );
    },
    /** One of each type of asset, by type. */
    assets: async (owner: Actor, businessId: string): Promise<Record<AssetType, string>> => ({
      AD_ACCOUNT: await stage.asset(owner, businessId, 'AD_ACCOUNT'),
      PROFILE: await stage.asset(owner, businessId, 'PROFILE'),
      CATALOG: await stage.asset(owner, businessId, 'CATALOG'),
    }),
    /** A partnership as it comes about: the host invites, the partner accepts. */
    partner: async (host: Actor, hostId: string, partner: Actor, partnerId: string, assetGrants?: AssetGrant[]) => {
      const inviteId = idOf(await invitePartner(host, hostId, [partnerId], assetGrants ? { assetGrants } : {}));
      idOf(await stage.respond(partner, [{ inviteId, accept: true }]));
      return inviteId;
    },
    grantsOf: async (inviteId: string): Promise<AssetGrant[]> => (await inviteOf(inviteId)).assetGrants,
    inviteOf,
    /** What a business may do with assets of another, by asset. */
    levelsOf: async (hostId: string, partnerId: string): Promise<Record<string, AssetPermissionLevel[]>> => {
      const rows = await database.query<{ assetId: string; levels: AssetPermissionLevel[] }>(
        `select p.asset_id as "assetId", p.levels from asset_permission p join partnership s on s.id = p.partnership_id
         where s.host_id = $1 and s.partner_id = $2 order by 1`,
        [hostId, partnerId],
      );
      return Object.fromEntries(rows.map(({ assetId, levels }) => [assetId, levels]));
    },
    /** Hands over what is due until nothing is, to a mailer that refuses what `refuses` says; returns what it took. */
    deliver: async (refuses: (mail: Mail) => boolean = () => false): Promise<Mail[]> => {
      const taken: Mail[] = [];
      const mailer: Mailer = {
        send: async (mail) => {
          if (refuses(mail)) throw new Error('The mailbox is full');
          taken.push(mail);
        },
      };
      const log = { warn: () => {} };
      const rateLimits = createRateLimits(database, { on: false });
      const round = () =>
        sendMails({ database, mailer, links: TEST_LINKS, rateLimits, publicUrl: () => 'https://gateway.example', log });
      // All of it once; then the mails that notices have been made into. (Times are rounded to ms, which may lie ahead.)
      for (const which of ['true', 'attempts = 0', 'attempts = 0']) {
        await database.query(`update outbox set due_at = clock_timestamp() - interval '1 second' where ${which}`);
        await round();
      }
      return taken;
    },
  };

  interface StoredInvite {
    type: string;
    status: string;
    assetGrants: AssetGrant[];
    partnershipId: string | null;
    roles: string[];
    sentAt: Date | null;
    sendCount: number;
    closedByUserId: string | null;
  }
  async function inviteOf(id: string): Promise<StoredInvite> {
    const [row] = await database.query<StoredInvite>(
      `select type, status, asset_grants as "assetGrants", partnership_id as "partnershipId", roles, sent_at as "sentAt",
         send_count as "sendCount", closed_by_user_id as "closedByUserId" from invite where id = $1`,
      [id],
    );
    if (!row) throw new Error(`There is no invite ${id}`);
    return row;
  }
}

export const grant = (assetId: string, ...levels: AssetPermissionLevel[]): AssetGrant => ({ assetId, levels });

/** Where each refusal points, item by item. */
export const fieldsOf = ({
  userErrors,
  items,
}: {
  userErrors: { field?: string[] | undefined }[];
  items: { error: { field?: string[] | undefined } | null }[];
}) => [...userErrors, ...items.map(({ error }) => error)].map((error) => error?.field?.join('.') ?? null);
