import type { Queryable } from '../database/queryable.js';

/** Whether the session exists and has not ended. */
export async function isSessionLive(db: Queryable, sessionId: string): Promise<boolean> {
  const rows = await db.prepared('select from session where id = $1 and ended_at is null', [sessionId]);
  return rows.length > 0;
}

/** Whether the API key exists, is not revoked and not past its time. */
export async function isApiKeyLive(db: Queryable, apiKeyId: string): Promise<boolean> {
  const rows = await db.prepared(
    'select from api_key where id = $1 and revoked_at is null and (expires_at is null or expires_at > clock_timestamp())',
    [apiKeyId],
  );
  return rows.length > 0;
}
