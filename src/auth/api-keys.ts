import type { Queryable } from '../database/queryable.js';
import type { ApiKeyScope } from '../domain/api-key.js';
import { RequestError } from '../domain/errors.js';
import { MINUTE_MS } from '../domain/limits.js';
import type { Principal } from './principal.js';
import { createPromiseCache } from './promise-cache.js';
import { keySubject, type Revocations } from './revocations.js';
import { hashSecret } from './secret-token.js';

const CACHED_KEYS = 1_000;
const REMEMBERED_MS = MINUTE_MS;
const USE_WRITTEN_EVERY_MS = MINUTE_MS;

type KeyPrincipal = Extract<Principal, { kind: 'apiKey' }>;

/** API keys as bearers. */
export interface ApiKeys {
  /** Whose key this is. Throws `RequestError('UNAUTHENTICATED')` when it is unknown, revoked or past its time. */
  authenticate(secret: string): Promise<Principal>;
  /** Writes when keys were last used here, of each key at most once a minute unless `all`. To be called every second. */
  writeUses(options?: { all: boolean }): Promise<void>;
}

interface KeyRow {
  id: string;
  businessId: string;
  scopes: ApiKeyScope[];
  expiresAt: Date | null;
}

interface SeenKey {
  principal: KeyPrincipal;
  readAtMs: number;
}

const FIND = `select id, business_id as "businessId", scopes, expires_at as "expiresAt"
  from api_key where secret_hash = $1 and revoked_at is null`;

/** Looks keys up by the hash of their secret and remembers them for a minute, or until they are revoked. */
export function createApiKeys(
  db: Queryable,
  { revocations, now = () => new Date() }: { revocations: Pick<Revocations, 'has'>; now?: () => Date },
): ApiKeys {
  const seen = createPromiseCache<SeenKey>(CACHED_KEYS);
  const uses = createUses(db);

  const look = async (secretHash: Buffer): Promise<SeenKey> => {
    const readAtMs = now().getTime();
    const [row] = await db.prepared<KeyRow>(FIND, [secretHash]);
    if (!row) throw notAccepted();
    const { id: apiKeyId, businessId, scopes, expiresAt } = row;
    const principal: KeyPrincipal = { kind: 'apiKey', apiKeyId, businessId, scopes, secretHash };
    if (expiresAt) principal.expiresAtMs = expiresAt.getTime();
    return { principal, readAtMs };
  };

  return {
    authenticate: async (secret) => {
      const secretHash = hashSecret(secret);
      const subject = keySubject(secretHash);
      let { principal, readAtMs } = await seen.get(subject, () => look(secretHash));
      const nowMs = now().getTime();
      if (nowMs - readAtMs >= REMEMBERED_MS) {
        seen.delete(subject);
        ({ principal, readAtMs } = await seen.get(subject, () => look(secretHash)));
      }
      // Asked at each use and after the look-up, so that a key that is revoked meanwhile does not slip in.
      if (revocations.has(subject)) throw notAccepted();
      if (principal.expiresAtMs !== undefined && principal.expiresAtMs <= nowMs) throw notAccepted();
      uses.note(principal.apiKeyId, nowMs);
      return principal;
    },
    writeUses: ({ all } = { all: false }) => uses.write(now().getTime(), all),
  };
}

/** When keys were used: kept in memory and written now and then, because a write per request would cost more than the request. */
function createUses(db: Queryable) {
  const pending = new Map<string, number>();
  const writtenAtMs = new Map<string, number>();
  return {
    note: (apiKeyId: string, atMs: number): void => {
      pending.set(apiKeyId, atMs);
    },
    write: async (nowMs: number, all: boolean): Promise<void> => {
      const due = [...pending].filter(([id]) => all || nowMs - (writtenAtMs.get(id) ?? 0) >= USE_WRITTEN_EVERY_MS);
      if (due.length === 0) return;
      for (const [id] of due) {
        pending.delete(id);
        writtenAtMs.set(id, nowMs);
      }
      const ids = due.map(([id]) => id);
      await db.prepared(
        `update api_key k set last_used_at = greatest(k.last_used_at, u.at)
         from unnest($1::text[], $2::timestamptz[]) as u(id, at) where k.id = u.id`,
        [ids, due.map(([, atMs]) => new Date(atMs))],
      );
    },
  };
}

const notAccepted = (): RequestError => new RequestError('UNAUTHENTICATED', 'The API key is not accepted.');
