import { can } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { readStanding } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import type { AssetType } from '../domain/asset.js';
import type { Refusal } from '../domain/errors.js';
import { isWellFormedOwnedId } from '../domain/invitee.js';
import { isStorableText, NAME_LENGTH } from '../domain/limits.js';
import { ok, type Result, refuse } from '../domain/result.js';
import type { AssetRow } from '../entities/asset.entity.js';
import { claimAssets, readAssets } from '../store/assets.js';
import { lockBusinesses } from '../store/businesses.js';
import { checkBatchSize, type Decision, decideBatch, refuseCall } from './answer.js';
import { refuseBusiness } from './refuse-business.js';
import { Writes } from './writes.js';

export interface AssetInput {
  id: string;
  type: AssetType;
  name: string;
}

export interface RegisterAssetsInput {
  businessId: string;
  assets: readonly AssetInput[];
}

/** Makes assets known that the business owns, or tells their names anew. */
export async function registerAssets(tx: Tx, principal: Principal, input: RegisterAssetsInput): Promise<Decision> {
  const fault = checkBatchSize(input.assets, 'assets');
  if (fault) return refuseCall(fault);
  const { businessId } = input;
  // Rights change under the business's row alone, so they hold while ids are claimed: that cannot wait for the verdicts.
  await lockBusinesses(tx, [businessId]);
  const standing = await readStanding(tx, principal, [businessId]);
  if (!can(standing, 'asset:register', { businessId })) return refuseCall(refuseBusiness(standing, businessId));

  const now = await tx.clock();
  const wellFormed = input.assets.filter((asset) => !checkAsset(asset));
  const assets = await claim(tx, businessId, wellFormed, now);
  return decideBatch({ items: input.assets, mode: 'BEST_EFFORT', due: new Writes() }, (given, index, asked) => {
    const verdict = judge(assets.get(given.id), given, businessId);
    if (!verdict.ok) return { ok: false, error: atAsset(verdict.error, index) };
    const asset = verdict.value;
    if (asset.name === given.name) return ok(asset.id);
    const renamed = { ...asset, name: given.name, updatedAt: now };
    assets.set(asset.id, renamed);
    asked.assets.set(asset.id, renamed);
    return ok(asset.id);
  });
}

/** Inserts what is new, at once (only the insert tells whether an id is free), and reads all of it as it is behind the locks. */
async function claim(
  tx: Tx,
  businessId: string,
  given: readonly AssetInput[],
  now: Date,
): Promise<Map<string, AssetRow>> {
  const rows = new Map<string, AssetRow>();
  for (const { id, type, name } of given) {
    if (!rows.has(id)) rows.set(id, { id, type, name, businessId, createdAt: now, updatedAt: now });
  }
  await claimAssets(tx, [...rows.values()]);
  return readAssets(tx, [...rows.keys()]);
}

function judge(known: AssetRow | undefined, given: AssetInput, businessId: string): Result<AssetRow> {
  const fault = checkAsset(given);
  if (fault) return { ok: false, error: fault };
  if (!known) throw new Error(`The asset ${given.id} was not claimed`);
  if (known.businessId !== businessId) return refuse('INVALID_INPUT', 'This id is taken.', ['id']);
  if (known.type !== given.type) {
    return refuse('INVALID_INPUT', `The asset is registered as ${known.type}, which cannot be changed.`, ['type']);
  }
  return ok(known);
}

function checkAsset({ id, name }: AssetInput): Refusal | undefined {
  if (!isWellFormedOwnedId(id)) {
    return refuse('INVALID_INPUT', 'id must have 1 to 64 letters, digits, "_" or "-", and no prefix of this gateway.', [
      'id',
    ]).error;
  }
  if (name.trim() === '' || !isStorableText(name, NAME_LENGTH)) {
    return refuse('INVALID_INPUT', `name must have 1 to ${NAME_LENGTH} characters.`, ['name']).error;
  }
  return undefined;
}

const atAsset = (error: Refusal, index: number): Refusal => ({
  ...error,
  field: ['input', 'assets', `${index}`, ...(error.field ?? [])],
});
