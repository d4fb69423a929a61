import { readScope } from '../auth/read-scope.js';
import type { Standing } from '../auth/standing.js';
import { selectList } from '../database/columns.js';
import type { Queryable } from '../database/queryable.js';
import type { Page } from '../domain/page.js';
import type { ApiKeyRow as StoredApiKey } from '../entities/api-key.entity.js';
import type { ListOptions } from './list-options.js';
import { readPage } from './page.js';
import type { ReadContext } from './read-context.js';
import { Values } from './sql.js';

const PROPERTIES = [
  'id',
  'businessId',
  'name',
  'prefix',
  'scopes',
  'createdAt',
  'lastUsedAt',
  'expiresAt',
  'revokedAt',
] as const satisfies readonly (keyof StoredApiKey)[];

/** An API key as it is read: without anything of its secret but the readable part. */
export type ApiKeyRow = Pick<StoredApiKey, (typeof PROPERTIES)[number]>;

const SELECT = selectList('k', PROPERTIES);

/** The keys with these ids, whoever may see them; the loaders ask the policy. */
export const findApiKeys = (db: Queryable, ids: readonly string[]): Promise<ApiKeyRow[]> =>
  db.prepared<ApiKeyRow>(`select ${SELECT} from api_key k where k.id = any($1)`, [ids]);

/** Business.apiKeys: those that the viewer may see, newest first, with those that were revoked. */
export async function listApiKeys(
  context: ReadContext,
  standing: Standing,
  businessId: string,
  { args, withTotal }: ListOptions,
): Promise<Page<ApiKeyRow>> {
  const values = new Values();
  const scope = readScope(standing, 'api-key:see', businessId);
  const { principal } = standing;
  const where = [`k.business_id = ${values.add(businessId)}`];
  if (scope !== 'all') {
    const own = scope.has('own') && principal.kind === 'apiKey';
    where.push(own ? `k.id = ${values.add(principal.apiKeyId)}` : 'false');
  }
  const source = {
    select: SELECT,
    from: 'api_key k',
    where,
    values: values.list,
    alias: 'k',
    order: [{ sql: 'k.created_at', type: 'timestamptz', direction: 'DESC', nullable: false }] as const,
  };
  return readPage<ApiKeyRow>(context, { field: 'Business.apiKeys', of: businessId }, source, args, withTotal);
}
