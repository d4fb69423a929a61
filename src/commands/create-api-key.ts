import { can } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { keySubject, replacedSubject } from '../auth/revocations.js';
import type { NewSecret } from '../auth/secret-token.js';
import { readStanding } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import { type ApiKeyScope, sortedScopes } from '../domain/api-key.js';
import type { Refusal } from '../domain/errors.js';
import { newId } from '../domain/ids.js';
import { isStorableText, NAME_LENGTH } from '../domain/limits.js';
import { refuse } from '../domain/result.js';
import { insertApiKey, lockApiKey, replaceSecret } from '../store/api-keys.js';
import { lockBusinesses } from '../store/businesses.js';
import { insertRevocations } from '../store/revocations.js';
import { type Answer, type Decision, refuseCall } from './answer.js';
import { refuseBusiness } from './refuse-business.js';
import { Writes } from './writes.js';

export interface CreateApiKeyInput {
  businessId: string;
  name: string;
  scopes: readonly ApiKeyScope[];
  expiresAt?: Date | null | undefined;
}

/** The secret that a key is to have: only its hash is stored. */
export type KeySecret = NewSecret & { prefix: string };

/** Makes an API key of the business with this secret. */
export async function createApiKey(
  tx: Tx,
  principal: Principal,
  input: CreateApiKeyInput,
  secret: KeySecret,
): Promise<Decision> {
  const fault = checkApiKey(input, await tx.clock());
  if (fault) return refuseCall(fault);
  const { businessId, name, expiresAt = null } = input;
  await lockBusinesses(tx, [businessId]); // whoever takes a role away holds it too
  const now = await tx.clock();
  const standing = await readStanding(tx, principal, [businessId]);
  if (!can(standing, 'api-key:create', { businessId })) return refuseCall(refuseBusiness(standing, businessId));
  const id = newId('apiKey', now);
  const { prefix, hash: secretHash } = secret;
  const scopes = sortedScopes(input.scopes);
  await insertApiKey(tx, { id, businessId, name, prefix, secretHash, scopes, createdAt: now, expiresAt });
  return { answer: { userErrors: [], items: [{ id, error: null }] }, writes: new Writes() };
}

function checkApiKey({ name, scopes, expiresAt }: CreateApiKeyInput, now: Date): Refusal | undefined {
  if (name.trim() === '' || !isStorableText(name, NAME_LENGTH)) {
    return refuse('INVALID_INPUT', `name must have 1 to ${NAME_LENGTH} characters.`, ['input', 'name']).error;
  }
  if (scopes.length === 0) {
    return refuse('INVALID_INPUT', 'scopes must name at least one.', ['input', 'scopes']).error;
  }
  if (expiresAt && expiresAt <= now) {
    return refuse('INVALID_INPUT', 'expiresAt must lie ahead.', ['input', 'expiresAt']).error;
  }
  return undefined;
}

/**
 * What a repeat of the call under its idempotency key does, whose secret nobody has kept: the key gets this one, and the one
 * before ends, with the streams that were opened with it. False, and nothing happens, when there is no key that is good, or the caller may not make any more.
 */
export async function renewApiKey(tx: Tx, principal: Principal, kept: Answer, secret: KeySecret): Promise<boolean> {
  const key = await lockApiKey(tx, kept.items[0]?.id ?? '');
  if (!key || key.revokedAt) return false;
  const standing = await readStanding(tx, principal, [key.businessId]);
  if (!can(standing, 'api-key:create', { businessId: key.businessId })) return false;
  await replaceSecret(tx, key.id, { prefix: secret.prefix, secretHash: secret.hash });
  await insertRevocations(tx, [keySubject(key.secretHash), replacedSubject(key.secretHash)]);
  return true;
}
